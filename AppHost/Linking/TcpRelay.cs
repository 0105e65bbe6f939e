using System.Net;
using System.Net.Sockets;

namespace SmartCity.AppHost.Linking;

/// <summary>
/// A line that can be cut: takes TCP connections on one port and carries their bytes to another. Cut, it drops what stands
/// without a word (RST) and refuses what comes, as a severed line with a modem at its end does.
/// </summary>
internal sealed class TcpRelay(int port, Uri target) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private CancellationTokenSource up = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private long carried;

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
                await Task.WhenAny(CopyAsync(near, far, cancellation), CopyAsync(far, near, cancellation));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // Either end hung up, or the line was cut.
            }
            near.LingerState = new LingerOption(cancellation.IsCancellationRequested, 0);
            far.LingerState = new LingerOption(cancellation.IsCancellationRequested, 0);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer, cancellation)) > 0;)
            {
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
