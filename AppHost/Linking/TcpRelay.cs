using System.Net;
using System.Net.Sockets;

namespace SmartCity.AppHost.Linking;

/// <summary>
/// A line that can be cut, slow or lossy: takes TCP connections on one port and carries their bytes to another. Cut, it drops what
/// stands without a word (RST) and refuses what comes, as a severed line with a modem at its end does. TCP hides lost packets
/// behind stalls, and gives up at last: so a lossy line stalls, and now and then resets.
/// </summary>
internal sealed class TcpRelay(int port, Uri target) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private CancellationTokenSource up = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private long carried;
    private readonly LineQuality[] ways = [new(), new()];

    /// <summary>Bytes a second that the line carries each way, whatever the number of connections; 0 for no limit.</summary>
    public int BytesPerSecond
    {
        set
        {
            foreach (var way in ways)
                way.BytesPerSecond = value;
        }
    }

    /// <summary>Share of packets lost, 0 to 1.</summary>
    public double Loss
    {
        set
        {
            foreach (var way in ways)
                way.Loss = value;
        }
    }

    public Uri Address => new($"http://127.0.0.1:{port}");

    public bool IsCut { get; private set; }

    /// <summary>Bytes carried either way.</summary>
    public long Carried => Interlocked.Read(ref carried);

    public void Start() => Restore();

    public void Cut()
    {
        lock (gate)
        {
            IsCut = true;
            listener?.Stop();
            listener = null;
            up.Cancel();
        }
    }

    public void Restore()
    {
        lock (gate)
        {
            if (listener is not null)
                return;
            up = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            IsCut = false;
            accepting = AcceptAsync(listener, up.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await stopping.CancelAsync();
        await accepting;
    }

    private async Task AcceptAsync(TcpListener from, CancellationToken cancellation)
    {
        try
        {
            while (true)
                _ = CarryAsync(await from.AcceptTcpClientAsync(cancellation), cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or ended.
        }
    }

    private async Task CarryAsync(TcpClient near, CancellationToken cancellation)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            try
            {
                near.NoDelay = true;
                await far.ConnectAsync(target.Host, target.Port, cancellation);
                await Task.WhenAny(CopyAsync(near, far, ways[0], cancellation), CopyAsync(far, near, ways[1], cancellation));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // Either end hung up, or the line was cut.
            }
            near.LingerState = new LingerOption(cancellation.IsCancellationRequested, 0);
            far.LingerState = new LingerOption(cancellation.IsCancellationRequested, 0);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, LineQuality quality, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer.AsMemory(0, quality.AtOnce(buffer.Length)), cancellation)) > 0;)
            {
                await quality.PassAsync(read, cancellation);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancellation);
                Interlocked.Add(ref carried, read);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The other direction ends with this one.
        }
    }
}
