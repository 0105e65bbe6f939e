using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmartCity.TestKit;

namespace SmartCity.EndToEnd.Tests.Running;

public sealed class RunningCityTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task Every_node_and_the_gateway_say_how_they_are()
    {
        foreach (var port in new[] { 8080, 8100, 8412, 8421, 8481 })
            foreach (var path in new[] { "/health", "/health/ready" })
            {
                using var client = city.Client(new($"http://127.0.0.1:{port + city.Offset}"), withToken: false);
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
            }
    }

    [Fact]
    public void The_administrators_token_is_its_owners_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(city.Data, "admin-token")));

    [Fact]
    public void The_administrators_token_file_holds_the_token_and_no_byte_more() =>
        Assert.Matches(@"^eyJ[\w-]+\.[\w-]+\.[\w-]+$", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(city.Data, "admin-token"))));

    [Fact]
    public async Task A_foreign_station_is_acknowledged_and_its_readings_are_read_at_the_county_and_through_the_gateway()
    {
        using var station = new System.Net.Sockets.TcpClient();
        await station.ConnectAsync(IPAddress.Loopback, 21421 + city.Offset, TestContext.Current.CancellationToken);
        var stream = station.GetStream();
        var time = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);
        await stream.WriteAsync(Frame($"QN={time}123;ST=22;CN=2011;PW=123456;MN=FOREIGN00000000000000001;Flag=5;CP=&&DataTime={time};a34004-Rtd=33.5,a34004-Flag=N&&"), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream, System.Text.Encoding.ASCII);
        var answer = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RunningCity.Patience, TestContext.Current.CancellationToken);

        Assert.Contains($"QN={time}123;ST=91;CN=9014;", answer, StringComparison.Ordinal);
        foreach (var address in new[] { new Uri($"http://127.0.0.1:{8421 + city.Offset}"), city.Gateway })
        {
            using var administrator = city.Client(address);
            using var stranger = city.Client(address, withToken: false);
            const string path = "/api/environment/v1/stations/FOREIGN00000000000000001/readings";
            await Eventually.True($"the reading at {address}", async () => (await administrator.GetAsync(path)) is { IsSuccessStatusCode: true } found
                && (await found.Content.ReadAsStringAsync()).Contains("33.5", StringComparison.Ordinal), RunningCity.Patience);
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    // Written here by the text of HJ 212-2017 appendix A, not by our codec.
    private static byte[] Frame(string segment)
    {
        var check = 0xFFFF;
        foreach (var character in segment)
        {
            check = (check >> 8) ^ character;
            for (var bit = 0; bit < 8; bit++)
                check = (check & 1) == 1 ? (check >> 1) ^ 0xA001 : check >> 1;
        }
        return System.Text.Encoding.ASCII.GetBytes($"##{segment.Length:D4}{segment}{check:X4}\r\n");
    }

    [Fact]
    public async Task One_token_holds_at_the_gateway_and_at_a_county_and_nothing_is_said_without_it()
    {
        foreach (var address in new[] { city.Gateway, city.Leiyang })
        {
            using var administrator = city.Client(address);
            using var stranger = city.Client(address, withToken: false);
            Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/api/federation/v1/links", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/federation/v1/links", TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task The_sample_city_is_loaded_and_marked_as_sample()
    {
        using var county = city.Client(city.Leiyang);
        var map = JsonSerializer.Deserialize<JsonElement>(await county.GetStringAsync("/api/city-management/v1/grids", TestContext.Current.CancellationToken));
        Assert.Equal(12, map.GetProperty("communities").GetArrayLength());
        Assert.All(map.GetProperty("grids").EnumerateArray(), grid => Assert.Contains("样本", grid.GetProperty("responsible").GetProperty("name").GetString(), StringComparison.Ordinal));
        var stations = JsonSerializer.Deserialize<JsonElement>(await county.GetStringAsync("/api/environment/v1/stations", TestContext.Current.CancellationToken));
        Assert.Equal(3, stations.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_program_that_dies_is_named_and_started_again()
    {
        var pid = int.Parse(PidOf("430412").Match(city.Host.Output).Groups[1].Value);

        AppHostProcess.Signal(pid, 9);

        await city.Host.PrintedAsync("430412 南岳区 died with exit code 137", RunningCity.Patience);
        using var county = city.Client(new($"http://127.0.0.1:{8412 + city.Offset}"), withToken: false);
        await Eventually.True("the county is back", async () =>
        {
            try
            {
                return (await county.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, RunningCity.Patience);
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused()
    {
        await using var second = AppHostProcess.Start("--data", city.Data, "--port-offset", TestFolder.Number(AppHostProcess.FreeOffset()));

        Assert.Equal(3, await second.ExitAsync(RunningCity.Patience));
        Assert.Contains("Another AppHost is running", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_can_be_recounted_from_the_database_and_from_the_address()
    {
        var database = Path.Combine(city.Data, "430481", "node.db");
        var token = Path.Combine(city.Data, "admin-token");
        var fromFile = await SmartCityAsync("log", "dump", database, "--own", "--type", "environment.station-registered.v1");
        var fromNode = await SmartCityAsync("log", "dump", city.Leiyang.ToString(), "--own", "--type", "environment.station-registered.v1", "--token-file", token);

        Assert.Equal((0, 0), (fromFile.Code, fromNode.Code));
        var ids = fromFile.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString()).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids, fromNode.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_command_line_shows_links_and_parked_events_and_names_what_to_do_without_a_token()
    {
        var token = Path.Combine(city.Data, "admin-token");
        var links = await SmartCityAsync("links", "--node", city.Gateway.ToString(), "--token-file", token);
        var parked = await SmartCityAsync("parked", "list", "--node", city.Leiyang.ToString(), "--token-file", token);
        var stranger = await SmartCityAsync("links", "--node", city.Gateway.ToString());

        Assert.Contains("耒阳市", links.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Nothing is parked."), (parked.Code, parked.Output.Trim()));
        Assert.Equal(4, stranger.Code);
        Assert.Contains("--token-file", stranger.Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> SmartCityAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(AppHostProcess.Built("SmartCity.Cli", "smartcity"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("SMARTCITY_TOKEN");
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static Regex PidOf(string node) => new($@"^{node} .*?http://127\.0\.0\.1:\d+ +(\d+)", RegexOptions.Multiline);
}
