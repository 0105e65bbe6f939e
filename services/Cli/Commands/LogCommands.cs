using System.CommandLine;
using SmartCity.Cli.Reading;
using SmartCity.Contracts;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity log dump</c> and <c>log tail</c>: the log as JSON lines, one CloudEvent each, so that anyone can recount.</summary>
internal static class LogCommands
{
    private static readonly TimeSpan TailEvery = TimeSpan.FromMilliseconds(200);

    public static Command Build()
    {
        var source = new Argument<string>("source") { Description = "A node's database (a file, or a PostgreSQL connection string with Host=), or its address (http://…)." };
        var lanes = new Option<string[]>("--lane") { Description = "Only this lane: Emergency, Alarm, Normal, Bulk. May be given several times.", AllowMultipleArgumentsPerToken = true };
        var after = new Option<long>("--after") { Description = "Only events after this position." };
        var type = new Option<string?>("--type") { Description = "Only events of this type, for example city-management.case-closed.v1." };
        var own = new Option<bool>("--own") { Description = "Only events that this node made itself." };
        lanes.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => Lanes.Find(token.Value) is null) is { } wrong)
                result.AddError($"--lane: {wrong.Value} is no lane; possible are {string.Join(", ", Lanes.All)}.");
        });
        var dump = new Command("dump", "Writes what is in the log now, lane by lane, and ends.") { source, lanes, after, type, own, Token.Option };
        var tail = new Command("tail", "Writes what is appended from now on (or after --after), until Ctrl-C.") { source, lanes, after, type, own, Token.Option };
        dump.SetAction((line, cancellation) => Failure.GuardAsync(() => RunAsync(line, follow: false, cancellation)));
        tail.SetAction((line, cancellation) => Failure.GuardAsync(() => RunAsync(line, follow: true, cancellation)));
        return new Command("log", "A node's log as JSON lines.") { dump, tail };

        async Task RunAsync(ParseResult line, bool follow, CancellationToken cancellation)
        {
            await using var log = await OpenAsync(line.GetRequiredValue(source), line.GetValue(Token.Option), cancellation);
            IReadOnlyList<Lane> wanted = line.GetValue(lanes) is { Length: > 0 } named ? [.. named.Select(name => Lanes.Find(name)!.Value).Distinct()] : Lanes.All;
            var from = line.GetResult(after) is { Implicit: false } ? line.GetValue(after) : (long?)null;
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            var writer = new LogWriter(log, output, line.GetValue(type), line.GetValue(own));
            await (follow ? writer.FollowAsync(wanted, from, TailEvery, TimeProvider.System, cancellation) : writer.DumpAsync(wanted, from ?? 0, cancellation));
        }
    }

    private static async Task<ILogSource> OpenAsync(string source, string? tokenFile, CancellationToken cancellation) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? await HttpLog.OpenAsync(new(source, Bearer.Find(tokenFile)), cancellation)
            : await DatabaseLog.OpenAsync(source, cancellation);
}
