using System.Globalization;

namespace SmartCity.AppHost.Topology;

/// <summary>Who listens where. The last three digits of a division's code are its part of the number, so that a port says whose it is.</summary>
/// <param name="Offset">Added to every port.</param>
internal sealed record Ports(int Offset)
{
    public int Gateway => 8080 + Offset;

    public int City => 8100 + Offset;

    public int County(string code) => 8000 + Digits(code) + Offset;

    public int Hj212(string code) => 21000 + Digits(code) + Offset;

    /// <summary>The relay through which a county's line runs where it can be cut.</summary>
    public int Relay(string code) => 22000 + Digits(code) + Offset;

    private static int Digits(string code) => int.Parse(code.AsSpan(3), CultureInfo.InvariantCulture);
}
