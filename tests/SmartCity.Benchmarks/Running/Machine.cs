using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SmartCity.Benchmarks.Running;

/// <summary>Says above every table on what, when, under which load and by which command it was measured.</summary>
internal static partial class Machine
{
    private static readonly string LoadBefore = Load;

    /// <summary>The 1-minute load average now.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>The line above a table.</summary>
    public static void Head(string title, string command, string included)
    {
        Console.WriteLine($"# {title}\n");
        Console.WriteLine(Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC; {Processor}, {Environment.ProcessorCount} cores, {Memory:N0} GiB, {System}, .NET {Environment.Version}; load average {LoadBefore} before the run. "));
        Console.WriteLine($"Repeat: `dotnet run -c Release --project tests/SmartCity.Benchmarks -- {command}`. {included}\n");
    }

    /// <summary>The line below a table.</summary>
    public static void Foot(string? said = null) => Console.WriteLine($"\n{(said is null ? "" : said + " ")}Load average {Load} after the run.\n");

    /// <summary>The middle of several runs.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The value below which a share of the others lies.</summary>
    public static double Percentile(IReadOnlyCollection<double> values, double share) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)Math.Ceiling(values.Count * share) - 1));

    /// <summary>Formats the same everywhere.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Processor => ModelName().Match(File.ReadAllText("/proc/cpuinfo")) is { Success: true } found ? found.Groups[1].Value : RuntimeInformation.ProcessArchitecture.ToString();

    private static long Memory => (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes + (1 << 29)) >> 30;

    private static string System => PrettyName().Match(File.ReadAllText("/etc/os-release")) is { Success: true } found ? found.Groups[1].Value : RuntimeInformation.OSDescription;

    [GeneratedRegex(@"model name\s*:\s*(.+)")]
    private static partial Regex ModelName();

    [GeneratedRegex("PRETTY_NAME=\"(.+?)\"")]
    private static partial Regex PrettyName();
}
