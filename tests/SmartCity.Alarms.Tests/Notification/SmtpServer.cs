using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmartCity.Alarms.Tests.Notification;

/// <summary>A small real mail server (RFC 5321) on a free port of loopback.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    public SmtpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it says to the next receivers, instead of taking them.</summary>
    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>Letters as they came: receiver and the lines of the data.</summary>
    public ConcurrentQueue<(string To, string Data)> Letters { get; } = new();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 localhost ready");
        var to = "";
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT")
                to = line;
            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8",
                "MAIL" or "RSET" or "NOOP" => "250 ok",
                "RCPT" => Refusals.TryDequeue(out var refusal) ? refusal : "250 ok",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "502 unknown",
            });
            if (verb == "QUIT")
                return;
            if (verb == "DATA")
            {
                Letters.Enqueue((to, await DataAsync(reader)));
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
            data.Append(line).Append('\n');
        return data.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }
}
