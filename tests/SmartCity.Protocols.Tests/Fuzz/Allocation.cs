namespace SmartCity.Protocols.Tests.Fuzz;

/// <summary>
/// Heap bytes a piece of code allocates each time it runs. The runtime allocates once at the first use of some code (a code
/// page, a type's statics, a stub); that is not the codec's, and a codec that allocates does it every time.
/// </summary>
internal static class Allocation
{
    /// <summary>The least of three runs over the same input.</summary>
    public static long Of(ReadOnlySpan<byte> input, Action<ReadOnlySpan<byte>> work)
    {
        long least = long.MaxValue;
        for (int run = 0; run < 3; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work(input);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
