using Microsoft.Extensions.Logging;

namespace SmartCity.EnvironmentMonitoring;

/// <summary>Log messages of the module, ids 1200–1299.</summary>
internal static partial class EnvironmentMonitoringLog
{
    [LoggerMessage(1201, LogLevel.Warning, "Frames of {Count} lines could not be stored and are not acknowledged; their stations will send them again")]
    public static partial void ReadingsRefused(ILogger logger, int count, Exception exception);

    [LoggerMessage(1202, LogLevel.Information, "Stations call on {Address} by HJ 212")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(1203, LogLevel.Warning, "The line from {Remote} failed")]
    public static partial void LineFailed(ILogger logger, string remote, Exception exception);

    [LoggerMessage(1204, LogLevel.Information, "Station {Mn} was registered by its first frame, from {Remote}")]
    public static partial void RegisteredByFrame(ILogger logger, string mn, string remote);

    [LoggerMessage(1205, LogLevel.Warning, "Station {Mn} could not be told {What}: {Outcome}")]
    public static partial void InitialisationFailed(ILogger logger, string mn, string what, string outcome);

    [LoggerMessage(1206, LogLevel.Debug, "{Count} frames of a line were not stored: {Reason}")]
    public static partial void NotAcknowledged(ILogger logger, int count, string reason);

    [LoggerMessage(1207, LogLevel.Warning, "Station {Mn} could not be asked for missing data; it will be tried again")]
    public static partial void GapNotAsked(ILogger logger, string mn, Exception exception);
}
