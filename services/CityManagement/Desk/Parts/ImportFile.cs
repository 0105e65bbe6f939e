using SmartCity.Desks;

namespace SmartCity.CityManagement.Desk.Parts;

/// <summary>A file of an import.</summary>
/// <param name="Id">Name of the field it goes into.</param>
/// <param name="Name">What it is.</param>
/// <param name="IsNeeded">Whether there is no import without it.</param>
public sealed record ImportFile(string Id, Words Name, bool IsNeeded);
