using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>
/// Writes what stations send, many lines sharing one commit: the readings, the events that tell of them, and what they do
/// to limits, all or nothing. A line acknowledges only after its commit, so nothing acknowledged is ever lost.
/// </summary>
internal sealed class ReadingCommitter(NodeStore store, LimitBook limits, NodeInfo node, ILogger<ReadingCommitter> logger) : Loop("environment readings")
{
    private const int RowsATurn = 200;
    private readonly Channel<Submission> queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly Dictionary<(string Mn, string Factor, ReadingKind Kind), Watch> watches = [];

    private readonly ConcurrentQueue<string> changedElsewhere = new();

    /// <summary>What is remembered of a station's exceedances was changed in the tables: it is read again.</summary>
    public void Forget(string mn) => changedElsewhere.Enqueue(mn);

    /// <summary>Told after each commit which readings changed something.</summary>
    public event Action<IReadOnlyList<Draft>>? Committed;

    /// <summary>Stores readings and messages; they are durable when the task ends.</summary>
    /// <exception cref="LogFullException">The disk is too full: do not acknowledge.</exception>
    public async Task SubmitAsync(IReadOnlyList<Draft> drafts, IReadOnlyList<StationMessage> messages, CancellationToken cancellation)
    {
        var submission = new Submission(drafts, messages, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(submission, cancellation);
        await submission.Done.Task.WaitAsync(cancellation);
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        await limits.LoadAsync(cancellation);
        var turn = new List<Submission>();
        while (await queue.Reader.WaitToReadAsync(cancellation))
        {
            for (var rows = 0; rows < RowsATurn && queue.Reader.TryRead(out var next); rows += next.Rows)
                turn.Add(next);
            await CommitAsync(turn);
            turn.Clear();
            Beat();
        }
    }

    private async Task CommitAsync(List<Submission> turn)
    {
        try
        {
            List<Draft> drafts = [.. turn.SelectMany(submission => submission.Drafts.Select(Judged))];
            var changed = await WriteAsync(drafts, [.. turn.SelectMany(submission => submission.Messages)]);
            turn.ForEach(submission => submission.Done.TrySetResult());
            if (changed.Count > 0)
                Committed?.Invoke(changed);
        }
        catch (Exception exception) when (turn.Count == 1 || store.IsTransient(exception))
        {
            EnvironmentMonitoringLog.ReadingsRefused(logger, turn.Count, exception);
            turn.ForEach(submission => submission.Done.TrySetException(exception));
        }
        catch (Exception)
        {
            // One bad reading must not fail its neighbours.
            foreach (var submission in turn)
                await CommitAsync([submission]);
        }
    }

    private async Task<List<Draft>> WriteAsync(List<Draft> drafts, List<StationMessage> messages)
    {
        while (changedElsewhere.TryDequeue(out var mn))
            foreach (var key in watches.Keys.Where(key => key.Mn == mn).ToList())
                watches.Remove(key);
        var changed = new List<Draft>();
        var touched = new Dictionary<(string, string, ReadingKind), Watch>();
        using var stories = new FrameStories();
        try
        {
            await store.WriteAsync(drafts.Exists(MayAlarm) ? Lane.Alarm : Lane.Bulk, async write =>
            {
                using var writer = new ReadingWriter(write, node.Id);
                foreach (var draft in drafts)
                    if (await writer.StoreAsync(draft))
                    {
                        changed.Add(draft);
                        write.Append(EventLog.Envelope(Told(draft), draft.Received) with { TraceParent = stories.Of(draft) });
                        await WatchAsync(draft, writer, write, touched, stories);
                    }
                foreach (var message in messages)
                    await writer.StoreAsync(message);
                foreach (var watch in touched.Values)
                    if (!await writer.StoreAsync(watch))
                        throw new DbUpdateConcurrencyException($"Another process of this node judges {watch.Factor} of {watch.Mn}.");
            }, CancellationToken.None);
        }
        catch
        {
            watches.Clear();
            throw;
        }
        foreach (var (key, watch) in touched)
            watches[key] = watch;
        return changed;
    }

    private async Task WatchAsync(Draft draft, ReadingWriter writer, WriteTransaction write, Dictionary<(string, string, ReadingKind), Watch> touched, FrameStories stories)
    {
        if (draft.Late || draft.WildClock)
            return;
        foreach (var value in draft.Values)
        {
            if (!value.Valid || Converted(draft, value) is not var (limit, converted))
                continue;
            var key = (draft.Station.Mn, value.Factor, draft.Kind);
            var before = touched.GetValueOrDefault(key) ?? watches.GetValueOrDefault(key) ?? await writer.LoadAsync(draft.Station.Mn, value.Factor, draft.Kind)
                ?? new Watch { Mn = draft.Station.Mn, Factor = value.Factor, Kind = draft.Kind };
            var (after, change) = Limits.Limits.Check(before, limit, converted, draft.Time);
            if (after == before)
                continue;
            await TellAsync(change, after, limit, draft, writer, write, stories);
            after = change == WatchChange.Ended ? Limits.Limits.Closed(after) : after;
            touched[key] = touched.ContainsKey(key) ? after : after with { Version = before.Version + 1 };
        }
    }

    private static async Task TellAsync(WatchChange change, Watch watch, Limit limit, Draft draft, ReadingWriter writer, WriteTransaction write, FrameStories stories)
    {
        var station = draft.Station;
        switch (change)
        {
            case WatchChange.Began:
                await writer.BeginAsync(watch, limit, station.Division);
                write.Append(EventLog.Envelope(new LimitExceeded(watch.ExceedanceId!, station.Mn, station.Name, watch.Factor, Stations.Factors.Name(watch.Factor),
                    watch.FirstValue!.Value, limit.Upper, limit.Unit, station.Division, station.Longitude, station.Latitude, watch.FirstAt!.Value), draft.Received) with { TraceParent = stories.OfAlarm(draft) });
                break;
            case WatchChange.Peaked:
                await writer.PeakAsync(watch);
                break;
            case WatchChange.Ended:
                await writer.EndAsync(watch);
                write.Append(EventLog.Envelope(new ExceedanceEnded(watch.ExceedanceId!, station.Mn, watch.Factor, watch.Peak!.Value, watch.PeakAt!.Value,
                    limit.Upper, limit.Unit, station.Division, watch.BeganAt!.Value, watch.FirstAt!.Value), draft.Received) with { TraceParent = stories.OfAlarm(draft) });
                break;
            default:
                break;
        }
    }

    private static ReadingReported Told(Draft draft) => new(
        draft.Station.Mn, draft.Station.Division, ReadingKinds.Name(draft.Kind), draft.Time, draft.Received, draft.Values, draft.Late, draft.WildClock);

    // Beside each value that has a limit stands whether it is over it, whatever its time: also what is filled back.
    private Draft Judged(Draft draft) => draft with
    {
        Values = [.. draft.Values.Select(value => value.Valid && Converted(draft, value) is var (limit, converted)
            ? value with { OverLimit = Limits.Limits.IsOver(converted, limit.Upper) } : value)],
    };

    private (Limit Limit, decimal Value)? Converted(Draft draft, FactorReading value) =>
        limits.Find(draft.Station, value.Factor, draft.Kind) is { } limit && Stations.Units.Convert(value.Value!.Value, value.Unit, limit.Unit) is { } converted
            ? (limit, converted) : null;

    private static bool MayAlarm(Draft draft) => !draft.Late && !draft.WildClock && draft.Values.Any(value => value.OverLimit == true);

    private sealed record Submission(IReadOnlyList<Draft> Drafts, IReadOnlyList<StationMessage> Messages, TaskCompletionSource Done)
    {
        public int Rows => Drafts.Count + Messages.Count;
    }
}
