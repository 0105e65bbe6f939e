using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SmartCity.Gateway.Identity;

namespace SmartCity.Gateway.Limits;

/// <summary>What each caller has used of their allowance.</summary>
internal sealed class CallerBudgets(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private readonly LimitOptions limits = options.Value.Limits;
    private readonly ConcurrentDictionary<string, Budget> budgets = new(StringComparer.Ordinal);

    /// <summary>Begins a request; whoever begins it disposes of what they get. Refused when a limit is met, and which.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="length">Length of the body as announced, 0 where there is none; null when it is not announced.</param>
    public (Usage? Usage, Refusal? Refusal) Begin(Caller caller, long? length)
    {
        var allowance = Allowance.Of(caller, limits);
        if (length > allowance.MaxBodyBytes)
            return (null, LimitRefusals.TooLarge(allowance.MaxBodyBytes));
        if (Of(caller) is not { } budget)
            return (null, LimitRefusals.TooMany("callers", "So many callers are known that no further one is taken in.", Idle));
        var most = caller.Kind == Caller.Page ? limits.PagesAtOnce : limits.RequestsAtOnce;
        if (!budget.TryEnter(most))
            return (null, LimitRefusals.TooMany("requests-at-once", $"At most {most} requests of one caller are under way at once, long polls included.", TimeSpan.FromSeconds(1)));
        var refusal = Requests(caller, budget, allowance) ?? Bytes(budget, allowance, length);
        if (refusal is null)
            return (new Usage(budget, allowance, length), null);
        budget.Leave();
        return (null, refusal);
    }

    private Refusal? Requests(Caller caller, Budget budget, Allowance allowance) =>
        budget.Requests.Take(1, 1, allowance.RequestsPerSecond, Math.Max(1, allowance.RequestsBurst)) is not { } wait ? null
        : caller.Kind == Caller.Anonymous ? LimitRefusals.TooMany("enrolments-per-minute", $"At most {limits.EnrolmentsPerMinute} enrolments a minute from one address.", wait)
        : LimitRefusals.TooMany("requests-per-second", $"At most {allowance.RequestsPerSecond} requests a second of one caller.", wait);

    // A request without a body passes even while the bodies before it are being paid for.
    private static Refusal? Bytes(Budget budget, Allowance allowance, long? length) =>
        length == 0 || budget.Bytes.Take(length ?? 0, 1, allowance.BytesPerSecond, allowance.BytesPerSecond * 2) is not { } wait ? null
        : LimitRefusals.TooMany("bytes-per-second", $"At most {allowance.BytesPerSecond} body bytes a second of one caller.", wait);

    private Budget? Of(Caller caller)
    {
        if (budgets.Count >= Most)
            Forget();
        var budget = budgets.Count < Most ? budgets.GetOrAdd(caller.Key, _ => new Budget(clock)) : budgets.GetValueOrDefault(caller.Key);
        if (budget is not null)
            budget.LastUsed = clock.GetTimestamp();
        return budget;
    }

    private void Forget()
    {
        foreach (var (key, budget) in budgets.Where(entry => entry.Value.AtOnce == 0 && clock.GetElapsedTime(entry.Value.LastUsed) > Idle))
            budgets.TryRemove(new(key, budget));
    }
}

/// <summary>What one caller has used.</summary>
internal sealed class Budget(TimeProvider clock)
{
    private int atOnce;

    public Bucket Requests { get; } = new(clock);

    public Bucket Bytes { get; } = new(clock);

    public long LastUsed { get; set; }

    public int AtOnce => Volatile.Read(ref atOnce);

    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref atOnce) <= most)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref atOnce);
}

/// <summary>A request under way.</summary>
internal sealed class Usage(Budget budget, Allowance allowance, long? announced) : IDisposable
{
    public long MaxBodyBytes => allowance.MaxBodyBytes;

    /// <summary>Bytes that came in without having been announced are charged once they are known.</summary>
    public void Charge(long bytes)
    {
        if (announced is null && bytes > 0)
            budget.Bytes.Charge(bytes, allowance.BytesPerSecond);
    }

    public void Dispose() => budget.Leave();
}
