using System.Globalization;
using SmartCity.Faults.Faults;
using SmartCity.Faults.Watching;

namespace SmartCity.Faults;

/// <summary>One fault, lived through: what happened while it lasted and until all was counted.</summary>
internal sealed record FaultRow(string Fault, long Made, long Arrived, long Lost, long Duplicated, long OutOfOrder, int Causes, int Once, int Refused, double RecoverSeconds, IReadOnlyList<string> Wrong)
{
    public static FaultRow Of(Fault fault, Tally before, Tally after, TimeSpan recovered, IEnumerable<string> lies) => new(
        fault.Name, after.Lines.Made - before.Lines.Made, after.Lines.Arrived - before.Lines.Arrived, after.Lines.Lost, after.Lines.Duplicated, after.Lines.OutOfOrder,
        after.Causes - before.Causes, after.Once - before.Once, after.Refused - before.Refused, recovered.TotalSeconds,
        [.. lies, .. after.Broken, .. !fault.StartsCountyAnew && after.Refused > before.Refused ? [$"{after.Refused - before.Refused} requests were refused"] : (string[])[]]);

    public bool Holds => Lost == 0 && Duplicated == 0 && OutOfOrder == 0 && Made == Arrived && Causes == Once && Wrong.Count == 0;
}

/// <summary>The rows as a table.</summary>
internal static class FaultTable
{
    public static string Of(IReadOnlyList<FaultRow> rows, IEnumerable<string> notRun)
    {
        var lines = new List<string>
        {
            "| fault | times | made | arrived | lost | duplicated | out of order | effects once | refused | time to recover, median / longest | said wrongly or broken |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
        };
        foreach (var fault in rows.GroupBy(row => row.Fault))
        {
            var times = fault.Select(row => row.RecoverSeconds).Order().ToList();
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {fault.Key} | {fault.Count()} | {fault.Sum(row => row.Made)} | {fault.Sum(row => row.Arrived)} | {fault.Max(row => row.Lost)} | {fault.Max(row => row.Duplicated)} | {fault.Max(row => row.OutOfOrder)} | {fault.Sum(row => row.Once)} of {fault.Sum(row => row.Causes)} | {fault.Sum(row => row.Refused)} | {times[times.Count / 2]:0.0} / {times[^1]:0.0} s | {string.Join("; ", fault.SelectMany(row => row.Wrong).Distinct().DefaultIfEmpty("0"))} |"));
        }
        return string.Join(Environment.NewLine, lines.Concat(notRun.Select(reason => "not run: " + reason)));
    }
}
