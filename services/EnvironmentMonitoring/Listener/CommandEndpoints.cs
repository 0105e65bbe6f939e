using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

internal static class CommandEndpoints
{
    private static readonly string[] Commands =
        ["read-clock", "set-clock", "set-timeouts", "read-real-time-interval", "set-real-time-interval", "read-minute-interval", "set-minute-interval", "read-real-time", "stop-real-time", "read-minutes", "read-hours", "read-days"];

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(31);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/stations/{mn}/commands", Send).RequireRight("environment", "command");

    private static async Task<Results<Ok<CommandView>, ProblemHttpResult>> Send(
        string mn, CommandRequest request, Caller caller, StationQueries stations, StationBook book, HostCommands commands, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        if (await stations.FindAsync(mn, cancellation) is not { } known)
            return Problems.NotFound($"station {mn}");
        if (!caller.MayIn(known.Station.Division))
            return Problems.Forbidden(known.Station.Division);
        if (known.Station.Home != node.Id)
            return Problems.Conflict("not-home", $"Station {mn} calls at node {known.Station.Home}: send the command there.");
        if (Compose(request, clock, out var mistake) is not { } compose)
            return Problems.Invalid(mistake);
        if (await commands.SendAsync(book.Find(mn) ?? known.Station, compose, cancellation) is not { } outcome)
            return Problems.Conflict("station-not-connected", $"Station {mn} is not on a line at the moment; it calls by itself.");
        if (outcome.TimedOut)
            return Problems.Problem(504, "station-timeout", "设备未在时限内应答 The station did not answer in time",
                $"Station {mn} was asked and did not answer to the end (QnRtn {outcome.RequestReturn?.ToString() ?? "none"}, {outcome.DataFrames} data frames). Whether it did it is not known.");
        return TypedResults.Ok(View(request.Command!, outcome));
    }

    private static Func<Hj212Peer, string, Hj212Packet>? Compose(CommandRequest request, TimeProvider clock, out FieldError mistake)
    {
        mistake = default;
        switch (request.Command)
        {
            case "read-clock": return (peer, qn) => peer.ReadClock(qn);
            case "set-clock": return (peer, qn) => peer.SetClock(qn, clock.GetUtcNow());
            case "set-timeouts" when request is { Seconds: >= 1 and <= 99 and var seconds, Repeats: >= 0 and <= 99 and var repeats }: return (peer, qn) => peer.SetTimeouts(qn, seconds, repeats);
            case "set-timeouts": mistake = new("seconds", "seconds 1 to 99 and repeats 0 to 99"); return null;
            case "read-real-time-interval": return (peer, qn) => peer.ReadRealtimeInterval(qn);
            case "set-real-time-interval" when request.Seconds is >= 30 and <= 3600 and var seconds: return (peer, qn) => peer.SetRealtimeInterval(qn, seconds);
            case "set-real-time-interval": mistake = new("seconds", "30 to 3600"); return null;
            case "read-minute-interval": return (peer, qn) => peer.ReadMinuteInterval(qn);
            case "set-minute-interval" when request.Minutes is 1 or 2 or 3 or 4 or 5 or 6 or 10 or 12 or 15 or 20 or 30: return (peer, qn) => peer.SetMinuteInterval(qn, request.Minutes.Value);
            case "set-minute-interval": mistake = new("minutes", "1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30"); return null;
            case "read-real-time": return (peer, qn) => peer.ReadRealtime(qn);
            case "stop-real-time": return (peer, qn) => peer.StopRealtime(qn);
            case "read-minutes" or "read-hours" or "read-days": return History(request, out mistake);
            default: mistake = new("command", $"one of {string.Join(", ", Commands)}"); return null;
        }
    }

    private static Func<Hj212Peer, string, Hj212Packet>? History(CommandRequest request, out FieldError mistake)
    {
        mistake = default;
        if (!Instants.TryRead(request.Begin, out var begin) || begin is not { } from)
            mistake = new("begin", Instants.Expected);
        else if (!Instants.TryRead(request.End, out var end) || end is not { } to || to < from || to - from > LongestPeriod)
            mistake = new("end", $"not before begin and at most {LongestPeriod.TotalDays:0} days after it; {Instants.Expected}");
        else
            return (peer, qn) => request.Command switch
            {
                "read-minutes" => peer.ReadMinutes(qn, from, to),
                "read-hours" => peer.ReadHours(qn, from, to),
                _ => peer.ReadDays(qn, from, to),
            };
        return null;
    }

    private static CommandView View(string command, CommandOutcome outcome) => new(command, outcome.Succeeded,
        outcome.RequestReturn is { } request ? new(request, ((Hj212RequestReturn)request).ToString()) : null,
        outcome.ExecutionReturn is { } execution ? new(execution, ((Hj212ExecutionReturn)execution).ToString()) : null, outcome.Answers, outcome.DataFrames);

    /// <summary>What a station is told. Times as everywhere: with an offset, else Beijing time.</summary>
    internal sealed record CommandRequest(string? Command, int? Seconds = null, int? Repeats = null, int? Minutes = null, string? Begin = null, string? End = null);

    /// <summary>How it ended: what the station returned (QnRtn of 9011, ExeRtn of 9012), what it answered, how many data frames came.</summary>
    internal sealed record CommandView(string Command, bool Succeeded, ReturnView? RequestReturn, ReturnView? ExecutionReturn, IReadOnlyDictionary<string, string> Answers, int DataFrames);

    /// <summary>A return code and its meaning by the standard.</summary>
    internal sealed record ReturnView(int Code, string Meaning);
}
