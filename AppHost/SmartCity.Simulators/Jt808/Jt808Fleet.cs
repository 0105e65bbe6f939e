using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Simulators.Jt808;

/// <summary>Many terminals in one process: phone numbers and seeds count up, first calls are spread over a ramp.</summary>
public sealed class Jt808Fleet
{
    private readonly TimeSpan _ramp;
    private readonly TimeProvider _time;

    /// <summary>Makes a fleet.</summary>
    /// <param name="first">What the first terminal is; the others differ in phone, plate and seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="ramp">Time over which they first call.</param>
    /// <param name="time">The clock.</param>
    public Jt808Fleet(Jt808TerminalOptions first, int count, TimeSpan ramp, TimeProvider time)
    {
        (_ramp, _time) = (ramp, time);
        ulong phone = ulong.Parse(first.Phone.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Terminals = [.. Enumerable.Range(0, count).Select(i => new Jt808Terminal(
            first with
            {
                Phone = TerminalPhone.Parse((phone + (ulong)i).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Plate = $"湘D{i:D5}", Seed = first.Seed + i,
            },
            time))];
    }

    /// <summary>The terminals.</summary>
    public IReadOnlyList<Jt808Terminal> Terminals { get; }

    /// <summary>How many are authenticated now.</summary>
    public int Online => Terminals.Count(terminal => terminal.IsOnline);

    /// <summary>Reports acknowledged over all.</summary>
    public long Acknowledged => Terminals.Sum(terminal => terminal.Acknowledged);

    /// <summary>Runs all until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Terminals.Select((terminal, index) => StartAsync(terminal, _ramp * index / Terminals.Count, cancellationToken)));

    private async Task StartAsync(Jt808Terminal terminal, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await terminal.RunAsync(cancellationToken);
    }
}
