using System.Diagnostics;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Backups;

/// <summary>The real <c>smartcity</c> command.</summary>
internal static class Smartcity
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[NodeProgram.Built("SmartCity.Cli", "smartcity"), .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    public static async Task<string> MustAsync(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.True(code == 0, $"smartcity {string.Join(' ', arguments)} ended with {code}: {errors}");
        return output;
    }
}

/// <summary>A folder for one test, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("smartcity-cluster-").FullName;

    public string this[string name] => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
