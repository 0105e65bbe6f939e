using Microsoft.Extensions.Logging;
using SmartCity.Contracts;

namespace SmartCity.Kernel;

/// <summary>Log messages of the Kernel, ids 1000–1099.</summary>
internal static partial class KernelLog
{
    [LoggerMessage(1001, LogLevel.Error, "Loop {Loop} failed and will be started again")]
    public static partial void LoopFailed(ILogger logger, string loop, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "{Subscriber} could not handle {EventId} ({Type}); it is parked, later events of its subject wait behind it")]
    public static partial void Parked(ILogger logger, string subscriber, string eventId, string type, Exception exception);

    [LoggerMessage(1003, LogLevel.Error, "{Subscriber} stands still in lane {Lane}: {Reason}")]
    public static partial void Halted(ILogger logger, string subscriber, Lane lane, string reason);

    [LoggerMessage(1004, LogLevel.Information, "Node {Node} ({Name}) is ready: process {Process} with modules {Modules}; database {Database}; epoch {Epoch:x}")]
    public static partial void Ready(ILogger logger, string node, string name, string process, string modules, string database, long epoch);

    [LoggerMessage(1005, LogLevel.Warning, "A request to {Path} failed with {Type}")]
    public static partial void RequestFailed(ILogger logger, string path, string type, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "{Events} events of lane {Lane} up to {Through} were dropped by {Reason}; not read by {Unread}")]
    public static partial void Dropped(ILogger logger, Lane lane, int events, long through, string reason, string unread);

    [LoggerMessage(1007, LogLevel.Warning, "{Subscriber} goes on in lane {Lane} after {Through}: what came before, from {After} on, is no longer in the log")]
    public static partial void WentOnAfterGap(ILogger logger, string subscriber, Lane lane, long after, long through);

    [LoggerMessage(1008, LogLevel.Error, "Disk: {State}")]
    public static partial void DiskShort(ILogger logger, string state);

    [LoggerMessage(1010, LogLevel.Information, "The disk has room, all lanes are taken")]
    public static partial void DiskHasRoom(ILogger logger);

    [LoggerMessage(1011, LogLevel.Warning, "Node {Node} was put back from a backup ({Reason}): epoch {Before:x} ends, {Now:x} begins; what the lost part held is taken back from its peers")]
    public static partial void RestoreDeclared(ILogger logger, string node, long before, long now, string reason);

    [LoggerMessage(1009, LogLevel.Error, "{CallerId} called {Method} {Route} and was answered {Status}; the disk is too full for the audit event")]
    public static partial void NotAudited(ILogger logger, string callerId, string method, string route, int status);
}
