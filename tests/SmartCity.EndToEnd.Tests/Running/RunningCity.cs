using System.Net.Http.Headers;

namespace SmartCity.EndToEnd.Tests.Running;

/// <summary>One embedded city with its sample, without devices, for the tests that only look at it.</summary>
public sealed class RunningCity : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private AppHostProcess? host;

    internal static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    internal AppHostProcess Host => host!;

    internal int Offset { get; } = AppHostProcess.FreeOffset();

    internal string Data => folder.File("data");

    internal string Token => File.ReadAllText(Path.Combine(Data, "admin-token"));

    internal Uri Gateway => new($"http://127.0.0.1:{8080 + Offset}");

    internal Uri Leiyang => new($"http://127.0.0.1:{8481 + Offset}");

    internal HttpClient Client(Uri address, bool withToken = true)
    {
        var client = new HttpClient { BaseAddress = address };
        if (withToken)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        host = AppHostProcess.Start("--data", Data, "--port-offset", TestFolder.Number(Offset), "--no-devices");
        await host.PrintedAsync("Ctrl-C stops", Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await host!.DisposeAsync();
        folder.Dispose();
    }
}
