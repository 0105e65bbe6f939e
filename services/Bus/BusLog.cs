using Microsoft.Extensions.Logging;
using SmartCity.Contracts;

namespace SmartCity.Bus;

/// <summary>Log messages of the module, ids 1800–1899.</summary>
internal static partial class BusLog
{
    [LoggerMessage(1801, LogLevel.Warning, "{Broker} is away: {Reason}. Events wait in the log; it is tried again")]
    public static partial void Away(ILogger logger, string broker, string reason);

    [LoggerMessage(1802, LogLevel.Information, "{Broker} is there")]
    public static partial void There(ILogger logger, string broker);

    [LoggerMessage(1803, LogLevel.Error, "Topic {Topic}, lane {Lane}: events after {After} up to {Through} were no longer in the log when they were to be published; it went on after them")]
    public static partial void WentOnAfterGap(ILogger logger, string topic, Lane lane, long after, long through);

    [LoggerMessage(1804, LogLevel.Warning, "A message of {Queue} ended in its error queue: {Reason}")]
    public static partial void Refused(ILogger logger, string queue, string reason);

    [LoggerMessage(1805, LogLevel.Warning, "A message of {Queue} waits, the node's database does not take it: {Reason}")]
    public static partial void Waits(ILogger logger, string queue, string reason);

    [LoggerMessage(1806, LogLevel.Information, "{Count} messages of {Queue} were {What} by {Caller}")]
    public static partial void Handled(ILogger logger, int count, string queue, string what, string caller);
}
