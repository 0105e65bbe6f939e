using System.Globalization;
using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

public sealed partial class LogIdTests
{
    // Next band: 1800.
    private static readonly Dictionary<string, int> Bands = new()
    {
        ["services/Kernel/"] = 1000, ["services/Federation/"] = 1100, ["services/EnvironmentMonitoring/"] = 1200,
        ["services/CityManagement/"] = 1300, ["gateway/"] = 1400, ["AppHost/"] = 1500,
        ["services/Desks/"] = 1600, ["services/CommandCentre/"] = 1700, ["services/Bus/"] = 1800, ["services/Alarms/"] = 1900,
    };

    [Fact]
    public void Log_messages_stand_in_one_file_a_module_within_its_band_and_no_id_twice() => Assert.Empty(FindMistakes(Repository.Sources.Where(source => !Repository.IsIn(source.Path, "tests/"))));

    [Theory]
    [InlineData("services/Traffic/TrafficLog.cs", "[LoggerMessage(1801, x)]", "has no band")]
    [InlineData("services/Kernel/KernelLog.cs", "[LoggerMessage(1101, x)]", "outside its band")]
    [InlineData("services/Kernel/KernelLog.cs", "[LoggerMessage(1001, x)] [LoggerMessage(1001, x)]", "twice")]
    [InlineData("services/Kernel/Delivery/SubscriberLoop.cs", "[LoggerMessage(1001, x)]", "one file")]
    public void A_message_out_of_place_is_noticed(string path, string code, string expected) => Assert.Contains(FindMistakes([new(path, code)]), mistake => mistake.Contains(expected));

    private static IEnumerable<string> FindMistakes(IEnumerable<Source> sources)
    {
        var found = (from source in sources from Match match in Message().Matches(source.Code) select (source.Path, Id: int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture))).ToList();
        foreach (var (path, id) in found)
        {
            var band = Bands.FirstOrDefault(band => Repository.IsIn(path, band.Key));
            if (band.Key is null)
                yield return $"{path} has no band of log ids: add one here and in CONTRIBUTING.md.";
            else if (id < band.Value || id > band.Value + 99)
                yield return $"{path}: {id} is outside its band {band.Value}–{band.Value + 99}.";
            if (!path.EndsWith("Log.cs", StringComparison.Ordinal))
                yield return $"{path}: {id} — log messages stand in one file a module, …Log.cs.";
        }
        foreach (var twice in found.GroupBy(message => message.Id).Where(group => group.Count() > 1))
            yield return $"Log id {twice.Key} stands twice: {string.Join(", ", twice.Select(message => message.Path))}.";
    }

    [GeneratedRegex(@"\[LoggerMessage\((EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex Message();
}
