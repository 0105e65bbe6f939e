using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SmartCity.Protocols;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Multimedia;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Simulators.Tests.Jt808;

/// <summary>A platform on a free loopback port: answers as the standard says, remembers what came, can be told to fail.</summary>
internal sealed class LoopbackPlatform : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TerminalPhone, Socket> _lines = [];
    private readonly Channel<(Jt808Header Header, Jt808Body Body)> _received = Channel.CreateUnbounded<(Jt808Header, Jt808Body)>();
    private readonly Task _accepting;
    private readonly bool _keeps;
    private int _sequence;

    /// <param name="keeps">Whether messages are kept for <see cref="NextAsync"/>; a large fleet would only fill memory.</param>
    public LoopbackPlatform(bool keeps = true)
    {
        _keeps = keeps;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1000);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public ConcurrentQueue<FrameError> Errors { get; } = [];

    public ConcurrentDictionary<TerminalPhone, int> Registrations { get; } = [];

    public int ResendRequests { get; private set; }

    public int RefusedAuthentications { get; set; }

    /// <summary>The next message of a kind that a predicate takes; a test that waits in vain fails after half a minute.</summary>
    public async Task<(Jt808Header Header, T Body)> NextAsync<T>(Func<T, bool>? wanted = null) where T : Jt808Body
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach ((Jt808Header header, Jt808Body body) in _received.Reader.ReadAllAsync(patience.Token))
        {
            if (body is T typed && (wanted is null || wanted(typed))) return (header, typed);
        }

        throw new InvalidOperationException("The platform was stopped.");
    }

    public async Task<ushort> AskAsync(TerminalPhone phone, Jt808Body body, Jt808Edition edition = Jt808Edition.V2013)
    {
        ushort sequence = (ushort)Interlocked.Increment(ref _sequence);
        await SendAsync(_lines[phone], phone, sequence, body, edition);
        return sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket line = socket;
        byte[] buffer = new byte[Jt808Frame.MaxBytes + 1];
        var assembler = new SubpacketAssembler();
        int held = 0;
        try
        {
            while (await line.ReceiveAsync(buffer.AsMemory(held), _stop.Token) is > 0 and int read)
            {
                held += read;
                int done = 0;
                while (true)
                {
                    FrameError error = Jt808Frame.TryRead(buffer.AsSpan(done, held - done), out Jt808Frame frame, out int consumed);
                    if (error == FrameError.Incomplete) break;
                    done += consumed;
                    if (error == FrameError.None) await TakeAsync(line, assembler, frame);
                    else Errors.Enqueue(error);
                }

                buffer.AsSpan(done, held - done).CopyTo(buffer);
                held -= done;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The terminal went away, or we stop.
        }
    }

    private async Task TakeAsync(Socket line, SubpacketAssembler assembler, Jt808Frame frame)
    {
        if (frame.Header.IsSubpacket)
        {
            bool last = frame.Header.SubpacketIndex == frame.Header.SubpacketTotal;
            if (assembler.Add(frame, default, out Jt808Frame whole) == AssemblyResult.Complete) frame = whole;
            else if (last) await AskForMissingAsync(line, assembler, frame.Header);
            if (frame.Header.IsSubpacket) return;
        }

        Assert.Equal(FrameError.None, Jt808Bodies.TryRead(frame.Header, frame.Body.Span, out Jt808Body? body));
        _lines[frame.Header.Phone] = line;
        if (Answer(frame.Header, body!) is { } answer)
        {
            await SendAsync(line, frame.Header.Phone, (ushort)Interlocked.Increment(ref _sequence), answer, frame.Header.Edition);
        }

        if (_keeps) _received.Writer.TryWrite((frame.Header, body!));
    }

    private async Task AskForMissingAsync(Socket line, SubpacketAssembler assembler, Jt808Header header)
    {
        foreach (MissingParts missing in assembler.Missing(default))
        {
            ResendRequests++;
            var request = new ResendRequest(missing.FirstSequence, missing.Parts);
            await SendAsync(line, header.Phone, (ushort)Interlocked.Increment(ref _sequence), request, header.Edition);
        }
    }

    private Jt808Body? Answer(in Jt808Header header, Jt808Body body)
    {
        switch (body)
        {
            case Registration:
                Registrations.AddOrUpdate(header.Phone, 1, (_, times) => times + 1);
                return new RegistrationReply(header.Sequence, RegistrationResult.Ok, $"CODE-{header.Phone}");
            case Authentication authentication:
                bool refused = authentication.Code != $"CODE-{header.Phone}" || RefusedAuthentications-- > 0;
                return new PlatformAck(header.Sequence, header.MessageId, refused ? AckResult.Failed : AckResult.Ok);
            case MultimediaUpload upload:
                return new MultimediaUploadReply(upload.MultimediaId, []);
            case TerminalAck or ParametersReply or TerminalAttributes or SmartCity.Protocols.Jt808.Location.LocationReply:
                return null;
            default:
                return new PlatformAck(header.Sequence, header.MessageId, AckResult.Ok);
        }
    }

    private static async Task SendAsync(Socket line, TerminalPhone phone, ushort sequence, Jt808Body body, Jt808Edition edition)
    {
        var header = new Jt808Header { MessageId = body.MessageId, Edition = edition, Phone = phone, Sequence = sequence };
        foreach (byte[] frame in Subpackets.Split(header, body.Encode(edition))) await line.SendAsync(frame);
    }
}
