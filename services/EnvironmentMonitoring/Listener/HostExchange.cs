using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>How a command to a station ended.</summary>
/// <param name="RequestReturn">QnRtn of its 9011; null when none came.</param>
/// <param name="ExecutionReturn">ExeRtn of its 9012; null when none came.</param>
/// <param name="Answers">What it answered, by name: SystemTime, RtdInterval…</param>
/// <param name="DataFrames">How many data frames it sent for it.</param>
/// <param name="TimedOut">It did not answer to the end in time.</param>
internal sealed record CommandOutcome(int? RequestReturn, int? ExecutionReturn, IReadOnlyDictionary<string, string> Answers, int DataFrames, bool TimedOut)
{
    public bool Succeeded => ExecutionReturn is null or (int)Hj212ExecutionReturn.Succeeded && RequestReturn is null or (int)Hj212RequestReturn.Ready && !TimedOut;

    public override string ToString() =>
        TimedOut ? $"no answer in time (QnRtn={RequestReturn}, ExeRtn={ExecutionReturn})" : $"QnRtn={RequestReturn} ExeRtn={ExecutionReturn}";
}

/// <summary>A command of ours and what has come back for it (HJ 212-2017 6.5: request, 9011, data, 9012; or notification, 9013).</summary>
internal sealed class HostExchange(Hj212Packet request, TimeProvider clock)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> answers = [];
    private readonly Lock sync = new();
    private int? requestReturn;
    private int? executionReturn;
    private int dataFrames;
    private long heard = clock.GetTimestamp();

    public Hj212Packet Request { get; } = request;

    /// <summary>Takes a frame of the station; true when it belongs to this exchange.</summary>
    public bool Take(Hj212Packet packet)
    {
        var mine = packet.Qn == Request.Qn || packet.Cn == Request.Cn && !packet.WantsAnswer;
        if (!mine)
            return false;
        lock (sync)
        {
            heard = clock.GetTimestamp();
            switch (packet.Cn)
            {
                case Hj212Cn.RequestAcknowledgement:
                    requestReturn = Number(packet, "QnRtn");
                    if (requestReturn != (int)Hj212RequestReturn.Ready)
                        done.TrySetResult();
                    break;
                case Hj212Cn.ExecutionResult:
                    executionReturn = Number(packet, "ExeRtn");
                    done.TrySetResult();
                    break;
                case Hj212Cn.NotificationAcknowledgement:
                    done.TrySetResult();
                    break;
                default:
                    dataFrames++;
                    Keep(packet);
                    break;
            }
        }
        return true;
    }

    /// <summary>Waits for the end; each frame of the answer grants the station another <paramref name="patience"/>.</summary>
    public async Task<CommandOutcome> OutcomeAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var left = patience;
        while (!done.Task.IsCompleted && left > TimeSpan.Zero)
        {
            await done.Task.WaitAsync(left, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            lock (sync)
                left = patience - clock.GetElapsedTime(heard);
        }
        lock (sync)
            return new(requestReturn, executionReturn, new Dictionary<string, string>(answers), dataFrames, !done.Task.IsCompleted);
    }

    private void Keep(Hj212Packet packet)
    {
        if (Hj212Cn.IsData(packet.Cn))
            return;
        foreach (var item in packet.Cp.Split(';', ',').Select(item => item.Split('=', 2)).Where(item => item.Length == 2).Take(64))
            answers[item[0].Trim()] = item[1].Trim();
    }

    private static int? Number(Hj212Packet packet, string name) =>
        int.TryParse(packet.Value(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
