namespace SmartCity.Gateway.Limits;

/// <summary>
/// A token bucket that may go into debt: what turns out larger than it said is paid by waiting, not cut off half way.
/// Rate and size come with every call, for the directory may change them.
/// </summary>
internal sealed class Bucket(TimeProvider clock)
{
    private readonly Lock turn = new();
    private double missing;
    private long last = clock.GetTimestamp();

    /// <summary>Takes an amount if the bucket is not in debt and holds at least what one must have; how long to wait otherwise.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="least">How much must be there for the amount to be taken; the rest becomes debt.</param>
    /// <param name="rate">What flows in per second.</param>
    /// <param name="size">How much it holds when full.</param>
    public TimeSpan? Take(double amount, double least, double rate, double size)
    {
        lock (turn)
        {
            Flow(rate);
            var lacking = missing + least - size;
            if (lacking > 1e-9)
                return TimeSpan.FromSeconds(lacking / rate);
            missing += amount;
            return null;
        }
    }

    /// <summary>Takes what was used already, whatever is there.</summary>
    public void Charge(double amount, double rate)
    {
        lock (turn)
        {
            Flow(rate);
            missing += amount;
        }
    }

    private void Flow(double rate)
    {
        var now = clock.GetTimestamp();
        missing = Math.Max(0, missing - clock.GetElapsedTime(last, now).TotalSeconds * rate);
        last = now;
    }
}
