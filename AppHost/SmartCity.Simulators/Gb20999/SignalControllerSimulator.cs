using System.Net;
using System.Net.Sockets;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>A simulated signal controller on a real line: connects to its centre, waits for it, or talks datagrams.</summary>
public sealed class SignalControllerSimulator(SignalControllerOptions options, TimeProvider time)
{
    private const int LongestFrame = 16 * 1024;
    private readonly TaskCompletionSource<IPEndPoint> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SignalMisbehaver _misbehaver = new(options);

    /// <summary>The controller behind the line; scripts raise faults and alarms on it.</summary>
    public SignalController Controller { get; } = new(options);

    /// <summary>Where it listens, once it does: the port when the options left it to the system.</summary>
    public Task<IPEndPoint> Listening => _listening.Task;

    /// <summary>Runs until cancelled; a lost line is taken up again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await (options.Link switch
            {
                SignalLink.Listen => ListenAsync(cancellation),
                SignalLink.Udp => DatagramsAsync(cancellation),
                _ => ConnectAsync(cancellation),
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(options.EndPoint, cancellation);
                await TalkAsync(client, cancellation);
            }
            catch (SocketException)
            {
            }

            await Task.Delay(options.ReconnectAfter, time, cancellation);
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        using var listener = new TcpListener(options.EndPoint);
        listener.Start();
        _listening.SetResult((IPEndPoint)listener.LocalEndpoint);
        while (true)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(cancellation);
            await TalkAsync(client, cancellation);
        }
    }

    /// <summary>Ends when either side of the line does.</summary>
    private async Task TalkAsync(TcpClient client, CancellationToken cancellation)
    {
        client.NoDelay = true;
        using var sending = new SemaphoreSlim(1);
        NetworkStream stream = client.GetStream();
        await BothAsync(cancellation, send: async (messages, line) =>
        {
            await sending.WaitAsync(line);
            try
            {
                foreach (byte[] chunk in messages.SelectMany(_misbehaver.Chunks))
                {
                    await stream.WriteAsync(chunk, line);
                }
            }
            finally
            {
                sending.Release();
            }
        }, answer: (send, line) => AnswerAsync(stream, send, line));
    }

    private delegate Task SendMessages(IEnumerable<SignalMessage> messages, CancellationToken cancellation);

    /// <summary>Answers and reports until either ends; a lost line is no fault of the simulator.</summary>
    private async Task BothAsync(CancellationToken cancellation, SendMessages send, Func<SendMessages, CancellationToken, Task> answer)
    {
        using var line = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] both = [answer(send, line.Token), TickAsync(send, line.Token)];
        await Task.WhenAny(both);
        await line.CancelAsync();
        try
        {
            await Task.WhenAll(both);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task AnswerAsync(NetworkStream stream, SendMessages send, CancellationToken cancellation)
    {
        var buffer = new byte[LongestFrame];
        int filled = 0;
        for (int read; (read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation)) > 0;)
        {
            filled += read;
            List<SignalMessage> questions = ReadAll(buffer, ref filled);
            await send(questions.SelectMany(Answer), cancellation);
        }
    }

    private async Task TickAsync(SendMessages send, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.Tick, time);
        do
        {
            await send(Controller.Tick(time.GetUtcNow()), cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task DatagramsAsync(CancellationToken cancellation)
    {
        using var socket = new UdpClient(new IPEndPoint(options.EndPoint.Address, 0));
        _listening.SetResult((IPEndPoint)socket.Client.LocalEndPoint!);
        await BothAsync(cancellation, send: async (messages, line) =>
        {
            foreach (byte[] datagram in messages.SelectMany(_misbehaver.Chunks))
            {
                await socket.SendAsync(datagram, options.EndPoint, line);
            }
        }, answer: async (send, line) =>
        {
            while (true)
            {
                UdpReceiveResult received = await socket.ReceiveAsync(line);
                int filled = received.Buffer.Length;
                await send(ReadAll(received.Buffer, ref filled).SelectMany(Answer), line);
            }
        });
    }

    private IEnumerable<SignalMessage> Answer(SignalMessage question) =>
        _misbehaver.LeavesUnanswered() ? [] : Controller.Answer(question, time.GetUtcNow());

    /// <summary>Reads what is whole, keeps what is not at the start of the buffer, steps over what is bad.</summary>
    private List<SignalMessage> ReadAll(byte[] buffer, ref int filled)
    {
        List<SignalMessage> messages = [];
        Span<byte> scratch = stackalloc byte[LongestFrame];
        int offset = 0;
        while (true)
        {
            FrameError error = SignalFrameReader.TryRead(
                buffer.AsSpan(offset, filled - offset), _misbehaver.Framing, scratch, out SignalFrame frame, out int consumed, LongestFrame);
            if (error == FrameError.Incomplete)
            {
                break;
            }

            offset += consumed;
            if (error == FrameError.None)
            {
                messages.Add(SignalMessage.From(frame));
            }
        }

        buffer.AsSpan(offset, filled - offset).CopyTo(buffer);
        filled -= offset;
        return messages;
    }
}
