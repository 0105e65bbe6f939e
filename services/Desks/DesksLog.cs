using Microsoft.Extensions.Logging;

namespace SmartCity.Desks;

/// <summary>Log messages of the desks' ground, ids 1600–1699.</summary>
internal static partial class DesksLog
{
    [LoggerMessage(1601, LogLevel.Warning, "What pages show as {Reading} could not be read")]
    public static partial void ReadingFailed(ILogger logger, string reading, Exception exception);
}
