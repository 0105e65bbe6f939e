using System.Globalization;

namespace SmartCity.AppHost.Topology;

/// <summary>Who listens where. The last three digits of a division's code are its part of the number, so that a port says whose it is.</summary>
/// <param name="Offset">Added to every port.</param>
internal sealed record Ports(int Offset)
{
    public int Gateway => 8080 + Offset;

    public int City => 8100 + Offset;

    /// <summary>A further process of the city.</summary>
    public int CityGroup(ModuleGroup group) => City + 1 + ModuleGroups.OfTheCity.ToList().IndexOf(group);

    public int County(string code) => 8000 + Digits(code) + Offset;

    public int Hj212(string code) => 21000 + Digits(code) + Offset;

    /// <summary>The relay through which a county's line runs where it can be cut.</summary>
    public int Relay(string code) => 22000 + Digits(code) + Offset;

    /// <summary>The PostgreSQL server of <c>--infra native</c>.</summary>
    public int Postgres => 23432 + Offset;

    /// <summary>The RabbitMQ broker of <c>--infra native</c>.</summary>
    public int Rabbit => 23672 + Offset;

    /// <summary>Between the broker and its tools.</summary>
    public int RabbitDistribution => 23673 + Offset;

    /// <summary>Where Erlang looks up that port.</summary>
    public int RabbitMapper => 23674 + Offset;

    /// <summary>All that <c>--infra native</c> has more.</summary>
    public IEnumerable<(string What, int Port)> Native => [.. ModuleGroups.OfTheCity.Select(group => (group.Module, CityGroup(group))), .. Servers];

    /// <summary>Those of the servers.</summary>
    public IEnumerable<(string What, int Port)> Servers => [("PostgreSQL", Postgres), ("RabbitMQ", Rabbit), ("RabbitMQ (distribution)", RabbitDistribution), ("RabbitMQ (epmd)", RabbitMapper)];

    private static int Digits(string code) => int.Parse(code.AsSpan(3), CultureInfo.InvariantCulture);
}
