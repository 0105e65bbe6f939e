using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Running;

namespace SmartCity.EndToEnd.Tests.Running;

public sealed class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_second_start_goes_on_from_the_data()
    {
        using var folder = new TestFolder();
        var offset = TestFolder.Number(AppHostProcess.FreeOffset());
        string[] arguments = ["--data", folder.File("data"), "--port-offset", offset, "--no-devices", "--no-sample", "--counties", "430481"];
        await using (var first = AppHostProcess.Start(arguments))
        {
            await first.PrintedAsync("430481 耒阳市 is joined to the city", Patience);
            await first.PrintedAsync("Ctrl-C stops", Patience);
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync(Patience));
        }
        var token = await File.ReadAllTextAsync(folder.File("data/admin-token"), TestContext.Current.CancellationToken);

        await using var second = AppHostProcess.Start(arguments);
        await second.PrintedAsync("Ctrl-C stops", Patience);

        Assert.DoesNotContain("is joined to the city", second.Output, StringComparison.Ordinal);
        Assert.NotEqual(token, await File.ReadAllTextAsync(folder.File("data/admin-token"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_owner_and_what_to_do()
    {
        using var folder = new TestFolder();
        var offset = AppHostProcess.FreeOffset();
        using var listener = new TcpListener(IPAddress.Loopback, 21481 + offset);
        listener.Start();

        await using var host = AppHostProcess.Start("--data", folder.File("data"), "--port-offset", TestFolder.Number(offset));

        Assert.Equal(3, await host.ExitAsync(Patience));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Port {21481 + offset} for 430481 耒阳市 (HJ 212) is taken by"), host.Output, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", host.Output, StringComparison.Ordinal);
        Assert.Contains("--port-offset", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_beyond_this_machine_is_refused_because_of_the_administrators_key()
    {
        using var folder = new TestFolder();
        await using var host = AppHostProcess.Start("--data", folder.File("data"), "--listen", "0.0.0.0");

        Assert.NotEqual(0, await host.ExitAsync(Patience));
        Assert.Contains("for this machine alone", host.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task A_county_that_does_not_exist_is_refused_with_those_that_do()
    {
        await using var host = AppHostProcess.Start("--counties", "430499");

        Assert.NotEqual(0, await host.ExitAsync(Patience));
        Assert.Contains("430481 耒阳市", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fresh_deletes_no_folder_that_we_did_not_make()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("thesis.txt"), "three years of work");

        var failure = Assert.Throws<HostFailure>(() => DataFolder.Open(folder.Path, fresh: true));

        Assert.Contains("is not deleted", failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("thesis.txt")));
    }

    [Fact]
    public void Fresh_empties_a_folder_that_we_made()
    {
        using var folder = new TestFolder();
        DataFolder.Open(folder.File("data"), fresh: false).Dispose();
        File.WriteAllText(folder.File("data/node.db"), "old");

        using var opened = DataFolder.Open(folder.File("data"), fresh: true);

        Assert.True(opened.IsNew);
        Assert.False(File.Exists(folder.File("data/node.db")));
    }
}
