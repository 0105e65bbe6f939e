using System.Net;
using System.Net.Sockets;

namespace SmartCity.TestKit;

/// <summary>A line between two nodes: a TCP relay on loopback that can be cut and restored, as an excavator would.</summary>
public sealed class TestLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Uri target;
    private readonly Task accepting;
    private volatile bool cut;

    private TestLine(Uri target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public static TestLine To(Uri target) => new(target);

    /// <summary>Breaks every connection, in the middle of whatever it carries, and lets no new one through.</summary>
    public void Cut()
    {
        cut = true;
        lock (open)
        {
            foreach (var client in open)
                client.Client.Close(0);
            open.Clear();
        }
    }

    public void Restore() => cut = false;

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
            try
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                if (cut)
                    client.Client.Close(0);
                else
                    _ = RelayAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
            }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            lock (open)
            {
                open.Add(client);
                open.Add(server);
            }
            await server.ConnectAsync(target.Host, target.Port, stopping.Token);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), stopping.Token), server.GetStream().CopyToAsync(client.GetStream(), stopping.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
        }
        finally
        {
            lock (open)
            {
                open.Remove(client);
                open.Remove(server);
            }
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stopping.Dispose();
    }
}
