using Microsoft.Extensions.Logging;

namespace SmartCity.CommandCentre;

/// <summary>Log messages of the command centre, ids 1700–1799. No user name that was typed: people type passwords there.</summary>
internal static partial class CommandCentreLog
{
    [LoggerMessage(1701, LogLevel.Information, "Account {Account} signed in from {Address}")]
    public static partial void SignedIn(ILogger logger, string account, string address);

    [LoggerMessage(1702, LogLevel.Warning, "A sign-in from {Address} was refused: {Why}")]
    public static partial void Refused(ILogger logger, string address, string why);

    [LoggerMessage(1703, LogLevel.Warning, "A request to {Path} was refused: it came from a page of {Origin}")]
    public static partial void ForeignOrigin(ILogger logger, string path, string origin);

    [LoggerMessage(1704, LogLevel.Error, "The one-time codes of account {Account} cannot be read: they were protected by other keys. smartcity reset-password --codes-off lets in again")]
    public static partial void TokenUnreadable(ILogger logger, string account);
}
