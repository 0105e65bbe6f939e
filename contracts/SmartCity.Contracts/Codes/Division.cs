namespace SmartCity.Contracts.Codes;

/// <summary>A division of the city that has a sub-centre, or the city itself.</summary>
/// <param name="Code">Six digits, GB/T 2260 (or the registered statistical code of a park).</param>
/// <param name="Name">Official Chinese name, such as 衡南县.</param>
/// <param name="EnglishName">Name in pinyin with the English class word, such as Hengnan County.</param>
/// <param name="Kind">What kind of division it is.</param>
/// <param name="Parent">Code of the division it belongs to; null for the city, whose province runs no node here.</param>
/// <param name="Seat">
/// Where a map writes its name, WGS-84: good to about 0.6 km (the source is a simplified GCJ-02 map, converted); for the
/// parks only to some kilometres. For centring a map, not for measuring.
/// </param>
public sealed record Division(
    string Code, string Name, string EnglishName, DivisionKind Kind, string? Parent, Position Seat);
