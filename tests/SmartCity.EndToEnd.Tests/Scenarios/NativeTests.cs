using System.Text.Json;

namespace SmartCity.EndToEnd.Tests.Scenarios;

/// <summary>The same stories on PostgreSQL and RabbitMQ, the city in several processes.</summary>
public sealed class NativeTests
{
    [Fact]
    public async Task A_line_cut_under_load_loses_nothing_on_PostgreSQL_and_RabbitMQ_with_the_city_in_three_processes()
    {
        RequireServers();
        using var folder = new TestFolder();
        // PostgreSQL refuses root, and whom it runs as then must be able to enter.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        await using var host = AppHostProcess.Start("scenario", "outage", "--infra", "native", "--data", folder.File("data"), "--counties", "430481", "--port-offset", TestFolder.Number(AppHostProcess.FreeOffset()),
            "--report", folder.File("report.json"), "--load", "20", "--dark-seconds", "8");

        Assert.True(await host.ExitAsync(TimeSpan.FromMinutes(8)) == 0, host.Output);

        var report = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("report.json"), TestContext.Current.CancellationToken));
        var topics = report.GetProperty("effects").EnumerateArray().Where(effect => effect.GetProperty("what").GetString()!.Contains("the broker confirmed", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, topics.Count);
        Assert.All(topics, topic => Assert.True(topic.GetProperty("expected").GetInt32() is > 0 and var expected && topic.GetProperty("counted").GetInt32() == expected, topic.GetRawText()));
        Assert.All(["postgres-passwords", "rabbitmq-password"], name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.File("data"), name))));
        // Its servers went with it: nobody's command line names the folder any more.
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)).Select(CommandLine), line => line.Contains(folder.Path, StringComparison.Ordinal));
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void RequireServers()
    {
        var missing = new[] { ("/usr/lib/postgresql", "postgresql"), ("/usr/lib/rabbitmq/lib", "rabbitmq-server") }.Where(server => !Directory.Exists(server.Item1)).Select(server => server.Item2).ToList();
        if (missing.Count == 0)
            return;
        var message = $"Not installed: {string.Join(", ", missing)} (eng/test installs them).";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        Assert.Skip(message);
    }
}
