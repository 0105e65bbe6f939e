using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using SmartCity.Contracts.Security;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Desk;

/// <summary>The node's program as it is shipped, with alarms and the command centre: what a browser opens.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
    private readonly SigningKey operators = SigningKey.Create();
    private readonly Process process;

    private NodeProgram()
    {
        Address = new($"http://127.0.0.1:{TestPorts.Free()}");
        var dll = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "SmartCity.Node", new DirectoryInfo(AppContext.BaseDirectory).Name, "SmartCity.Node.dll"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[dll, $"--urls={Address}", $"--Node:Id={Sample.County}", "--Node:Name=耒阳市", $"--Node:Data={folder}", "--Node:EndWithParent=true", "--Disk:ReserveBytes=0",
            "--Node:Modules:0=Alarms", "--Node:Modules:1=CommandCentre", "--Rights:Issuers:0:Name=tests", $"--Rights:Issuers:0:Key={operators.Public.ToJwk()}"])
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = new() { BaseAddress = Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new TokenIssuer(operators, "tests", TimeProvider.System)
            .Issue("tester", Sample.County, TimeSpan.FromHours(1), new Dictionary<string, object> { [TokenClaims.Rights] = (string[])["*:*:*"], [TokenClaims.Kind] = "operator" }));
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<NodeProgram> StartAsync()
    {
        var node = new NodeProgram();
        await Eventually.True("the node is ready", async () =>
        {
            try
            {
                return (await node.Http.GetAsync("/health/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromMinutes(1));
        return node;
    }

    /// <summary>An account whose first password is still to be changed.</summary>
    public async Task AccountAsync(string name, string role) =>
        (await Http.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName = name, displayName = "员工" + name, password = Password, grants = new[] { new { role, division = "*", module = "*" } } })).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
