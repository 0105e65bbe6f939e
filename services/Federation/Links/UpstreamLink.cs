using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Nodes;

namespace SmartCity.Federation.Links;

/// <summary>What a hello established: lanes may flow until it is broken.</summary>
internal sealed class LinkSession(Upstream upstream, HelloAnswer answer)
{
    public Upstream Upstream { get; } = upstream;

    /// <summary>The answer that established it.</summary>
    public HelloAnswer Hello { get; } = answer;

    /// <summary>Epoch of the upstream's log.</summary>
    public long Epoch { get; } = long.Parse(answer.Epoch, System.Globalization.NumberStyles.HexNumber);

    public string Format { get; } = answer.Format;

    /// <summary>By lane, how far the upstream has received our log; lanes that diverged are missing.</summary>
    public IReadOnlyDictionary<Lane, LinkCursor> Received { get; } = answer.Received;
}

/// <summary>The link to the upstream node, if there is one: shared by its loops.</summary>
internal sealed class UpstreamLink(IDbContextFactory<FederationDbContext> databases, TimeProvider clock)
{
    private TaskCompletionSource<LinkSession> session = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool read;

    public Upstream? Current { get; private set; }

    /// <summary>Estimated clock of the gateway minus ours.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The answer of the last hello that went well, and when.</summary>
    public (HelloAnswer Answer, DateTimeOffset At)? LastHello { get; private set; }

    /// <summary>The upstream; waits until there is one.</summary>
    public async Task<Upstream> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var signal = Volatile.Read(ref changed).Task;
            if (await ReadAsync(cancellation) is { } upstream)
                return upstream;
            await signal.WaitAsync(cancellation);
        }
    }

    public async Task<Upstream?> ReadAsync(CancellationToken cancellation)
    {
        if (!read)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            Current = await db.Upstreams.AsNoTracking().SingleOrDefaultAsync(cancellation);
            read = true;
        }
        return Current;
    }

    public async Task SetAsync(Uri url, EnrolAnswer answer, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.Upstreams.SingleOrDefaultAsync(cancellation);
        if (row is null)
            db.Upstreams.Add(row = new() { Url = "", Node = answer.Node, Name = "", Audience = "", Key = "", Enrolled = clock.GetUtcNow() });
        (row.Url, row.Node, row.Name, row.Audience, row.Key, row.Enrolled) = (url.ToString().TrimEnd('/'), answer.Node, answer.Name, answer.Audience, answer.Key, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        read = false;
        Break();
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>The session; waits until a hello went well.</summary>
    public Task<LinkSession> SessionAsync(CancellationToken cancellation) => Volatile.Read(ref session).Task.WaitAsync(cancellation);

    /// <summary>Whether a session is still the one in force.</summary>
    public bool Holds(LinkSession held) => Volatile.Read(ref session).Task is { IsCompletedSuccessfully: true } task && ReferenceEquals(task.GetAwaiter().GetResult(), held);

    /// <summary>True when a session is in force.</summary>
    public bool Established => Volatile.Read(ref session).Task.IsCompletedSuccessfully;

    public void Establish(LinkSession established, HelloAnswer answer)
    {
        LastHello = (answer, clock.GetUtcNow());
        if (!session.TrySetResult(established) )
            session = Done(established);
    }

    /// <summary>A heartbeat that found everything as it was.</summary>
    public void Heard(HelloAnswer answer) => LastHello = (answer, clock.GetUtcNow());

    /// <summary>Lanes stop until the next hello went well.</summary>
    public void Break()
    {
        if (!session.Task.IsCompleted)
            return;
        session = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref broken, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Ends when the session in force is broken.</summary>
    public Task Broken => Volatile.Read(ref broken).Task;

    private static TaskCompletionSource<LinkSession> Done(LinkSession established)
    {
        var done = new TaskCompletionSource<LinkSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult(established);
        return done;
    }
}
