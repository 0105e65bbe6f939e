namespace SmartCity.Protocols.Hj212.Factors;

/// <summary>One thing a station measures (HJ 212-2017 Appendix B).</summary>
/// <param name="Code">Code since 2017: <c>w01018</c>, <c>a34004</c>, <c>Leq</c>; <c>e101xx</c> for process points, xx the device.</param>
/// <param name="OldCode">Code of 2005 (<c>011</c>, <c>02</c>, <c>B01</c>), null when it had none.</param>
/// <param name="Name">Chinese name; empty where the table could not be read.</param>
/// <param name="Unit">Default unit of Rtd, Avg, Min, Max; <c>1</c> for none. What a point really sends is a setting of that point.</param>
/// <param name="TotalUnit">Unit of Cou, null when there is none.</param>
/// <param name="Category">water, air, noise, wastewater-process, flue-gas-process, site.</param>
/// <param name="Note">What is unsure about the row, null when nothing is.</param>
public sealed record Hj212Factor(
    string Code, string? OldCode, string Name, string Unit, string? TotalUnit, string Category, string? Note);
