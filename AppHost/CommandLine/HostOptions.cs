namespace SmartCity.AppHost.CommandLine;

/// <summary>What the nodes stand on.</summary>
internal enum Infra
{
    /// <summary>Nothing but files: SQLite, no broker.</summary>
    Embedded,

    /// <summary>PostgreSQL and RabbitMQ of this machine's system, started and stopped by us.</summary>
    Native,
}

/// <summary>What the embedded city is to be.</summary>
/// <param name="Data">Folder of everything it keeps.</param>
/// <param name="Fresh">Begin anew: delete the folder first, if it bears our marker.</param>
/// <param name="Counties">Codes of the counties with a node of their own.</param>
/// <param name="Devices">Whether stations are simulated.</param>
/// <param name="Sample">Whether the sample city is loaded.</param>
/// <param name="PortOffset">Added to every port.</param>
/// <param name="Infra">What the nodes stand on.</param>
/// <param name="Relay">The county whose line can be cut by hand; null for none.</param>
internal sealed record HostOptions(string Data, bool Fresh, IReadOnlyList<string> Counties, bool Devices, bool Sample, int PortOffset, Infra Infra = Infra.Embedded, string? Relay = null)
{
    public const string DefaultData = ".smartcity";

    /// <summary>耒阳市, 衡阳县, 南岳区.</summary>
    public static IReadOnlyList<string> DefaultCounties { get; } = ["430481", "430421", "430412"];
}
