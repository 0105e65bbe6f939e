using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SmartCity.Cli.Backups;

/// <summary>PostgreSQL's own programs, of the server's version or later.</summary>
internal static partial class PostgresTools
{
    /// <summary>Finds a program that can work with the server.</summary>
    /// <param name="program"><c>pg_dump</c> or <c>pg_restore</c>.</param>
    /// <param name="major">Version of the server, or of the server that made the dump.</param>
    /// <param name="folder">Where to look and nowhere else; null for the usual places.</param>
    /// <exception cref="Failure">There is none; the message says where was looked and what helps.</exception>
    public static string Find(string program, int major, string? folder)
    {
        var candidates = Candidates(program, folder).Where(File.Exists).Distinct(StringComparer.Ordinal).Select(path => (Path: path, Version: VersionOf(path))).ToList();
        var fitting = candidates.Where(candidate => candidate.Version >= major).OrderBy(candidate => candidate.Version).Select(candidate => candidate.Path).FirstOrDefault();
        if (fitting is not null)
            return fitting;
        var seen = candidates.Count == 0 ? "none was found" : "found only " + string.Join(", ", candidates.Select(candidate => $"{candidate.Path} of version {candidate.Version}"));
        throw new Failure($"A {program} of PostgreSQL {major} or later is needed; {seen} (looked in {(folder is null ? "/usr/lib/postgresql/*/bin, /usr/pgsql-*/bin and PATH" : folder)}). "
            + $"Install the client programs (Debian: apt-get install postgresql-client-{major}), or name their folder with --pg-bin.");
    }

    /// <summary>Runs one of them against a database. The password goes by the environment, never by the command line.</summary>
    public static async Task RunAsync(string program, string database, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--no-password", "--host", to.Host!, "--port", to.Port.ToString(CultureInfo.InvariantCulture), "--username", to.Username ?? Environment.UserName, "--dbname", to.Database!, .. arguments])
            start.ArgumentList.Add(argument);
        if (to.Password is { Length: > 0 } password)
            start.Environment["PGPASSWORD"] = password;
        if (to.Passfile is { Length: > 0 } passfile)
            start.Environment["PGPASSFILE"] = passfile;
        start.Environment["PGSSLMODE"] = to.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        if (to.RootCertificate is { Length: > 0 } root)
            start.Environment["PGSSLROOTCERT"] = root;
        using var process = Process.Start(start)!;
        await using var stop = cancellation.Register(() => process.Kill());
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        await said;
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new Failure($"{Path.GetFileName(program)} failed with exit code {process.ExitCode}: {(await errors).Trim()}");
    }

    private static IEnumerable<string> Candidates(string program, string? folder)
    {
        if (folder is not null)
            return [Path.Combine(folder, program)];
        var installed = new[] { "/usr/lib/postgresql", "/usr" }.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, root == "/usr" ? "pgsql-*" : "*")).Select(version => Path.Combine(version, "bin", program));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(entry => Path.Combine(entry, program));
        return [.. installed, .. path];
    }

    private static int VersionOf(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Major().Match(said) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return 0;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Major();
}
