using System.Threading.Channels;

namespace SmartCity.Simulators.Tests.Gb28181;

/// <summary>Things that happen elsewhere, waited for by a test instead of sleeping.</summary>
internal sealed class Happenings<T>
{
    private readonly Channel<T> channel = Channel.CreateUnbounded<T>();

    public void Add(T happening) => channel.Writer.TryWrite(happening);

    /// <summary>The next one that fits; what comes before it is dropped. Fails after 20 s.</summary>
    public async Task<T> NextAsync(Func<T, bool> fits)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var passed = new List<T>();
        try
        {
            while (true)
            {
                var next = await channel.Reader.ReadAsync(patience.Token);
                if (fits(next))
                    return next;
                passed.Add(next);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"what was waited for did not happen; what did: {string.Join("; ", passed)}");
            throw;
        }
    }
}
