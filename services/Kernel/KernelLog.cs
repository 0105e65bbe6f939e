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

    [LoggerMessage(1004, LogLevel.Information, "Node {Node} ({Name}) is ready: modules {Modules}; database {Database}; epoch {Epoch:x}")]
    public static partial void Ready(ILogger logger, string node, string name, string modules, string database, long epoch);

    [LoggerMessage(1005, LogLevel.Warning, "A request to {Path} failed with {Type}")]
    public static partial void RequestFailed(ILogger logger, string path, string type, Exception exception);
}
