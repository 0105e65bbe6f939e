namespace SmartCity.Gateway;

/// <summary>Log messages of the gateway, ids 1400–1499.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1401, LogLevel.Information, "Directory version {Version} taken from {Origin}: {Nodes} nodes, {Revoked} of them revoked, {Issuers} issuers of operators")]
    public static partial void DirectoryTaken(ILogger logger, long version, string origin, int nodes, int revoked, int issuers);

    [LoggerMessage(1402, LogLevel.Warning, "A directory from {Origin} is refused: {Reason}")]
    public static partial void DirectoryRefused(ILogger logger, string origin, string reason);

    [LoggerMessage(1403, LogLevel.Warning, "The directory cannot be had from the node: {Reason}")]
    public static partial void DirectoryNotHad(ILogger logger, string reason);

    [LoggerMessage(1404, LogLevel.Warning, "The directory, version {Version}, is stale, revocations unknown: last confirmed {Confirmed:O}")]
    public static partial void DirectoryStale(ILogger logger, long version, DateTimeOffset confirmed);

    [LoggerMessage(1405, LogLevel.Information, "The directory, version {Version}, is current again")]
    public static partial void DirectoryCurrent(ILogger logger, long version);

    [LoggerMessage(1406, LogLevel.Warning, "The directory's entry {Name} is left out: {Reason}")]
    public static partial void EntryLeftOut(ILogger logger, string name, string reason);

    [LoggerMessage(1410, LogLevel.Information, "{At:O} {Kind} {Caller} {Method} {Path} {Status} in={BytesIn} out={BytesOut} ms={Milliseconds} trace={TraceId} why={Why}")]
    public static partial void Access(
        ILogger logger, DateTimeOffset at, string kind, string caller, string method, string path, int status, long bytesIn, long bytesOut, long milliseconds, string traceId, string why);

    [LoggerMessage(1420, LogLevel.Error, "A request failed in the gateway")]
    public static partial void Failed(ILogger logger, Exception exception);
}
