using System.Net;
using System.Net.Sockets;
using System.Text;
using SmartCity.AppHost.Linking;

namespace SmartCity.EndToEnd.Tests.Linking;

public sealed class TcpRelayTests
{
    [Fact]
    public async Task A_cut_line_drops_what_stands_refuses_what_comes_and_carries_again_when_restored()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var echo = new TcpListener(IPAddress.Loopback, 0);
        echo.Start();
        var echoing = EchoAsync(echo, cancellation);
        await using var relay = new TcpRelay(FreePort(), new Uri($"http://127.0.0.1:{((IPEndPoint)echo.LocalEndpoint).Port}"));
        relay.Start();

        using var before = new TcpClient();
        await before.ConnectAsync("127.0.0.1", relay.Address.Port, cancellation);
        Assert.Equal("over", await SayAsync(before, "over", cancellation));
        relay.Cut();
        await Assert.ThrowsAnyAsync<IOException>(async () => Assert.Equal("", await SayAsync(before, "lost", cancellation) is "" ? throw new IOException("hung up") : "answered"));
        using var during = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await during.ConnectAsync("127.0.0.1", relay.Address.Port, cancellation));
        relay.Restore();
        using var after = new TcpClient();
        await after.ConnectAsync("127.0.0.1", relay.Address.Port, cancellation);
        Assert.Equal("again", await SayAsync(after, "again", cancellation));
        Assert.Equal(2 * ("over".Length + "again".Length), relay.Carried);
        echo.Stop();
        await echoing;
    }

    private static async Task<string> SayAsync(TcpClient client, string text, CancellationToken cancellation)
    {
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);
        var buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer, cancellation));
    }

    private static async Task EchoAsync(TcpListener listener, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cancellation);
                _ = client.GetStream().CopyToAsync(client.GetStream(), cancellation);
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
