using SmartCity.Protocols.Hj212.Factors;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>What people call factors.</summary>
internal static class Factors
{
    /// <summary>The Chinese name of a factor; its code when nobody knows it.</summary>
    public static string Name(string code) => Hj212Factors.Find(code) is { Name.Length: > 0 } factor ? factor.Name : code;
}
