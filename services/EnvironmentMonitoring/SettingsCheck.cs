using System.ComponentModel.DataAnnotations;
using System.Net;
using SmartCity.EnvironmentMonitoring.Limits;

namespace SmartCity.EnvironmentMonitoring;

/// <summary>What the annotations of the settings cannot say, and those of the nested ones: every mistake at once.</summary>
internal static class SettingsCheck
{
    private static readonly int[] MinuteIntervals = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];

    public static IEnumerable<string> Mistakes(EnvironmentMonitoringOptions options)
    {
        if (!IPAddress.TryParse(options.Hj212Bind, out _))
            yield return $"EnvironmentMonitoring:Hj212Bind says {options.Hj212Bind}; expected an IP address, for example 127.0.0.1 or 0.0.0.0.";
        if (options.Initialise.MinuteMinutes is { } minutes && !MinuteIntervals.Contains(minutes))
            yield return $"EnvironmentMonitoring:Initialise:MinuteMinutes says {minutes}; expected one of {string.Join(", ", MinuteIntervals)}.";
        foreach (var (section, part) in new (string, object)[] { ("Lines", options.Lines), ("Initialise", options.Initialise), ("Gaps", options.Gaps), ("Retention", options.Retention) })
        {
            var found = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), found, validateAllProperties: true);
            foreach (var mistake in found)
                yield return $"EnvironmentMonitoring:{section}: {mistake.ErrorMessage}";
        }
        foreach (var mistake in LimitBook.Mistakes(options))
            yield return mistake;
    }
}
