using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SmartCity.Kernel.Loops;

namespace SmartCity.Alarms.Live;

/// <summary>What happens to alarms, as it happens, for the pages of this process: read from the log once and handed to all who listen.</summary>
internal interface IAlarmFeed
{
    /// <summary>Listens from now on. A null stands for "something was missed": read the list again.</summary>
    IAsyncEnumerable<AlarmNews?> ListenAsync(CancellationToken cancellation);
}

/// <inheritdoc cref="IAlarmFeed"/>
internal sealed class AlarmFeed(AlarmNewsReader reader) : Loop("alarms feed"), IAlarmFeed
{
    private const int Held = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Lock sync = new();
    private readonly List<Listener> listeners = [];
    private long? position;

    public override async Task RunAsync(CancellationToken cancellation)
    {
        position ??= await reader.HeadAsync(cancellation);
        while (true)
        {
            var signal = reader.Next();
            var page = await reader.ReadAsync(position.Value, cancellation);
            foreach (var news in page.News)
                Tell(news);
            if (page.Gap)
                Tell(null);
            var moved = page.Through > position;
            position = page.Through;
            Beat();
            if (!moved)
                await reader.WaitAsync(signal, Patience, cancellation);
        }
    }

    public async IAsyncEnumerable<AlarmNews?> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var listener = new Listener(Channel.CreateBounded<AlarmNews?>(new BoundedChannelOptions(Held) { SingleReader = true }));
        lock (sync)
            listeners.Add(listener);
        try
        {
            await foreach (var news in listener.Channel.Reader.ReadAllAsync(cancellation))
            {
                if (listener.TakeMissed())
                    yield return null;
                yield return news;
            }
        }
        finally
        {
            lock (sync)
                listeners.Remove(listener);
        }
    }

    private void Tell(AlarmNews? news)
    {
        lock (sync)
            foreach (var listener in listeners)
                listener.Tell(news);
    }

    // A listener that is too slow loses news, knows it, and holds up nobody.
    private sealed class Listener(Channel<AlarmNews?> channel)
    {
        private int missed;

        public Channel<AlarmNews?> Channel { get; } = channel;

        public void Tell(AlarmNews? news)
        {
            if (!Channel.Writer.TryWrite(news))
                Volatile.Write(ref missed, 1);
        }

        public bool TakeMissed() => Interlocked.Exchange(ref missed, 0) == 1;
    }
}
