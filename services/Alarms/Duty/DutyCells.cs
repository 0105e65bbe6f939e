using System.Globalization;
using MimeKit;

namespace SmartCity.Alarms.Duty;

/// <summary>Cells of a duty list.</summary>
internal static class DutyCells
{
    public const string Supervisor = "supervisor";

    /// <summary>Minutes after midnight; 24:00 is the end of the day. Null when the text is no time.</summary>
    public static int? Minute(string text) =>
        text == "24:00" ? 24 * 60
        : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute : null;

    public static int? Position(string text) => text switch
    {
        "主班" => 1,
        "副班" => 2,
        "带班" or "带班领导" => DutyEntry.Supervisor,
        _ when string.Equals(text, Supervisor, StringComparison.OrdinalIgnoreCase) => DutyEntry.Supervisor,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 99 ? number : null,
    };

    public static string Position(int position) => position == DutyEntry.Supervisor ? Supervisor : position.ToString(CultureInfo.InvariantCulture);

    public static bool IsMail(string text) =>
        text.Length <= 200 && text.Count(letter => letter == '@') == 1 && MailboxAddress.TryParse(text, out var address) && address.Address == text;
}
