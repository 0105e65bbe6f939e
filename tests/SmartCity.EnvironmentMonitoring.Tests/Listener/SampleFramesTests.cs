using System.Text;
using System.Text.RegularExpressions;
using SmartCity.EnvironmentMonitoring.Tests.AirQuality;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

/// <summary>Every frame of the sample files through a real socket, handled as its header says.</summary>
public sealed partial class SampleFramesTests
{
    [Theory]
    [InlineData("hj212_standard_appendixC.txt", 73)]
    [InlineData("hj212_wild_ok.txt", 48)]
    public async Task Every_good_frame_is_taken_and_answered_exactly_when_it_asks(string file, int expected)
    {
        var frames = Frames(file);
        Assert.Equal(expected, frames.Count);
        await using var hub = await Hub.StartAsync();
        foreach (var mn in frames.Select(frame => Value(frame, "MN")!).Distinct())
            await hub.RegisterAsync(mn, st: "32");
        using var station = await RawStation.CallAsync(hub.Port);
        var last = RawStation.Frame($"QN=20261123080000001;ST=32;CN=1013;PW=123456;MN={Value(frames[0], "MN")};Flag=5;CP=&&&&");

        foreach (var frame in frames)
        {
            await station.SendAsync(frame + "\r\n");
            await station.SendAsync(last);
            var answers = new List<string>();
            while (true)
            {
                var cn = RawStation.Field(await station.ReceiveAsync(), "CN") ?? throw new InvalidOperationException("The hub hung up.");
                answers.Add(cn);
                if (cn == "9013")
                    break;
            }
            // The frame that asks last may itself be such a one (table C.4): then two of these came.
            answers.RemoveAt(answers.Count - 1);
            if (Value(frame, "CN") == "1013")
                await station.ReceiveAsync();
            Assert.True(answers.SequenceEqual(Expected(frame)), $"{frame}: {string.Join(',', answers)}, expected {string.Join(',', Expected(frame))}");
        }

        foreach (var mn in frames.Select(frame => Value(frame, "MN")!).Distinct())
            Assert.Empty((await hub.GetAsync($"/stations/{mn}/frames/bad")).GetProperty("causes").EnumerateArray());
        await EveryReadingIsThereAsync(hub, frames);
    }

    [Fact]
    public async Task Frames_with_a_wrong_check_are_dropped_and_counted_and_what_is_merely_odd_is_taken()
    {
        var frames = Frames("hj212_wild_deviating.txt");
        await using var hub = await Hub.StartAsync();
        foreach (var mn in frames.Select(frame => Value(frame, "MN")!).Distinct())
            await hub.RegisterAsync(mn, st: "32");
        using var station = await RawStation.CallAsync(hub.Port);
        foreach (var frame in frames)
            await station.SendAsync(frame + "\r\n");
        await station.SendAsync(RawStation.Frame($"QN=20261123080000001;ST=32;CN=1013;PW=123456;MN={Value(frames[0], "MN")};Flag=5;CP=&&&&"));
        Assert.Equal("9013", RawStation.Field(await station.ReceiveAsync(), "CN"));

        var bad = 0L;
        foreach (var mn in frames.Select(frame => Value(frame, "MN")!).Distinct())
            bad += (await hub.GetAsync($"/stations/{mn}/frames/bad")).GetProperty("causes").EnumerateArray().Where(cause => cause.GetProperty("cause").GetString() == "bad-checksum").Sum(cause => cause.GetProperty("count").GetInt64());
        Assert.Equal(frames.Count(frame => !HasRightCheck(frame)), bad);
        Assert.Equal(1, frames.Count(HasRightCheck));
        Assert.Equal("odd", Value(frames.Single(HasRightCheck), "MN") is { } odd && (await hub.ReadingsAsync(odd)).Count == 1 ? "odd" : "lost");
    }

    private static async Task EveryReadingIsThereAsync(Hub hub, IEnumerable<string> frames)
    {
        foreach (var (cn, kind) in new[] { ("2011", "real-time"), ("2051", "minute"), ("2061", "hour"), ("2031", "day") })
            foreach (var frame in frames.Where(frame => Value(frame, "CN") == cn && frame.Contains("DataTime=", StringComparison.Ordinal) && Measured().IsMatch(frame)))
            {
                var at = Value(frame, "DataTime")![..14];
                Assert.Contains(await hub.ReadingsAsync(Value(frame, "MN")!, kind), reading => RawStation.Digits(reading.GetProperty("at").GetDateTimeOffset()) == at);
            }
    }

    // Uploads get 9014, what only a host may say gets 9011; acknowledgements and what does not ask get nothing.
    private static string[] Expected(string frame)
    {
        var cn = int.Parse(Value(frame, "CN")!);
        var asks = int.TryParse(Value(frame, "Flag"), out var flag) && (flag & 1) == 1;
        return !asks || cn is 9011 or 9012 or 9013 or 9014 or 1013 ? []
            : cn is 1000 or 1012 or 1062 or 1064 or 1072 or 2012 or 2022 or 3011 or 3012 or 3013 or 3014 or 3016 or 3021 ? ["9011"] : ["9014"];
    }

    private static bool HasRightCheck(string frame) =>
        RawStation.Crc(frame[6..^4]).ToString("X4").Equals(frame[^4..], StringComparison.OrdinalIgnoreCase);

    private static List<string> Frames(string file) => [.. File.ReadLines(SharedSamples.Find(file), Encoding.UTF8).Where(line => line.StartsWith("##", StringComparison.Ordinal))];

    private static string? Value(string frame, string name) => Regex.Match(frame, $"(?<![A-Za-z]){name}=([^;,&]*)") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("-(Rtd|Avg|Data|Cou|DayData|ZsRtd)=")]
    private static partial Regex Measured();
}
