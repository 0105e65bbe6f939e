using System.Diagnostics;

namespace SmartCity.Simulators.Tests.Gb28181;

/// <summary>SIPp (Debian package sip-tester), a SIP side that is not ours. Without it a test is skipped at a desk and fails in CI.</summary>
internal sealed class Sipp : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private Sipp(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>A folder of its own for what SIPp reads and writes.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("sipp-").FullName;

    public static Sipp Start(string folder, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(each => Path.Combine(each, "sipp")).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "sipp is not installed (Debian package sip-tester)");
            Assert.Fail("sipp is not installed (Debian package sip-tester) and CI wants it");
        }
        var start = new ProcessStartInfo(path, [.. arguments, "-nostdin", "-trace_err", "-error_file", Path.Combine(folder, "errors.log"), "-timeout", "30s", "-timeout_error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Sipp(Process.Start(start)!);
    }

    /// <summary>Waits for its end, which must be one of success.</summary>
    public async Task SucceedAsync(string folder)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var log = Path.Combine(folder, "errors.log");
        var told = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
        Assert.True(process.ExitCode == 0, $"sipp ended with {process.ExitCode}: {told}\n{await errors}\n{(await output)[..Math.Min(4000, (await output).Length)]}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
