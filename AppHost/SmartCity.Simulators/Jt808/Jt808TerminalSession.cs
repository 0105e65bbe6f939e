using SmartCity.Protocols;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Multimedia;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Simulators.Jt808;

/// <summary>
/// The exchanges of one connection: send and wait for the answer, repeat as 6.1.1 says (each wait longer), and give the
/// line up when no repetition is answered.
/// </summary>
internal sealed class Jt808TerminalSession(
    Jt808TerminalOptions options, Jt808TerminalState state, Jt808TerminalAnswers answers, Jt808TerminalLine line, TimeProvider time,
    Func<int, ushort> nextSequence, Func<bool, Jt808Misbehaviour?> nextMisbehaviour, Action onRepeated)
{
    private const int PartBytes = 900;

    private volatile Awaited? _awaited;
    private volatile IReadOnlyList<byte[]> _upload = [];
    private ushort _uploadSequence;
    private uint _multimediaId;

    private sealed record Awaited(ushort Sequence, uint? MultimediaId, TaskCompletionSource<Jt808Body> Answer);

    public Task ReadAsync(CancellationToken cancellationToken) => line.ReadAsync(frame => ReceivedAsync(frame, cancellationToken), cancellationToken);

    /// <summary>The authentication code, or null when the platform refuses the terminal.</summary>
    public async Task<string?> RegisterAsync(CancellationToken cancellationToken)
    {
        var registration = new Registration
        {
            Edition = options.Edition, Province = (ushort)(options.DivisionCode / 10000), City = (ushort)(options.DivisionCode % 10000),
            ManufacturerId = "70111", Model = "HYJK-SIM", TerminalId = Jt808Terminal.IdOf(options),
            PlateColour = options.PlateColour, Vehicle = options.Plate,
        };
        Jt808Body answer = await SendAndWaitAsync(registration, cancellationToken);
        return answer is RegistrationReply { Result: RegistrationResult.Ok } reply ? reply.AuthenticationCode : null;
    }

    public async Task<bool> AuthenticateAsync(string code, CancellationToken cancellationToken)
    {
        var authentication = new Authentication(code, options.Edition == Jt808Edition.V2019 ? "860000000000000" : "", "1.0");
        return await SendAndWaitAsync(authentication, cancellationToken) is PlatformAck { Result: AckResult.Ok };
    }

    /// <summary>Event, then the picture in sub-packets, until the platform says it has all (0x8800).</summary>
    public async Task UploadAsync(byte[] data, byte cause, CancellationToken cancellationToken)
    {
        uint id = ++_multimediaId;
        await SendAndWaitAsync(new MultimediaEvent(id, MultimediaKind.Image, MultimediaFormat.Jpeg, cause, 1), cancellationToken);
        byte[] body = new MultimediaUpload(id, MultimediaKind.Image, MultimediaFormat.Jpeg, cause, 1, data) { Location = state.Locate() }
            .Encode(options.Edition);
        _uploadSequence = nextSequence((body.Length + PartBytes - 1) / PartBytes);
        _upload = Subpackets.Split(Header(MessageIds.MultimediaUpload, _uploadSequence), body, PartBytes);
        await WaitAsync(_uploadSequence, id, first => SendPartsAsync(first, cancellationToken), cancellationToken);
    }

    /// <summary>Sends and waits for the answer, again and again; an IOException when the platform never answers.</summary>
    public async Task<Jt808Body> SendAndWaitAsync(Jt808Body message, CancellationToken cancellationToken)
    {
        ushort sequence = nextSequence(1);
        Jt808Header header = Header(message.MessageId, sequence);
        byte[] body = message.Encode(options.Edition);
        IReadOnlyList<byte[]> frames = Subpackets.Split(header, body);
        return await WaitAsync(sequence, null, SendAsync, cancellationToken);

        async Task SendAsync(bool first)
        {
            Jt808Misbehaviour? misbehaviour = first && frames.Count == 1 ? nextMisbehaviour(false) : null;
            foreach (byte[] frame in misbehaviour is { } bend ? [Jt808Mischief.Apply(bend, header, body)] : frames)
            {
                await line.SendAsync(frame, cancellationToken);
            }
        }
    }

    private async Task<Jt808Body> WaitAsync(ushort sequence, uint? multimediaId, Func<bool, Task> send, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Jt808Body>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = new Awaited(sequence, multimediaId, answer);
        TimeSpan wait = state.AckTimeout;
        for (int repetition = 0; repetition <= options.Retries; repetition++, wait *= repetition + 1)
        {
            if (repetition > 0) onRepeated();
            await send(repetition == 0);
            await ((Task)answer.Task).WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer.Task.IsCompleted) return await answer.Task;
        }

        throw new IOException($"The platform did not answer message {sequence} after {options.Retries} repetitions.");
    }

    /// <summary>All parts, but for the one that is to be lost the first time.</summary>
    private async Task SendPartsAsync(bool first, CancellationToken cancellationToken)
    {
        int left = first && nextMisbehaviour(true) is not null ? 1 : -1;
        for (int i = 0; i < _upload.Count; i++)
        {
            if (i != left) await line.SendAsync(_upload[i], cancellationToken);
        }
    }

    private async Task ReceivedAsync(Jt808Frame frame, CancellationToken cancellationToken)
    {
        FrameError error = Jt808Bodies.TryRead(frame.Header.MessageId, frame.Body.Span, options.Edition, out Jt808Body? body);
        switch (error == FrameError.None ? body : null)
        {
            case PlatformAck ack: Complete(ack.AckSequence, ack); break;
            case RegistrationReply reply: Complete(reply.AckSequence, reply); break;
            case MultimediaUploadReply { PartsWanted.Count: > 0 } reply: await ResendAsync(reply.PartsWanted, cancellationToken); break;
            case MultimediaUploadReply reply when _awaited?.MultimediaId == reply.MultimediaId: _awaited?.Answer.TrySetResult(reply); break;
            case ResendRequest request when request.FirstSequence == _uploadSequence: await ResendAsync(request.Parts, cancellationToken); break;
            default: await SendAnswerAsync(answers.Answer(frame.Header, frame.Body.Span), cancellationToken); break;
        }
    }

    private void Complete(ushort sequence, Jt808Body answer)
    {
        if (_awaited is { MultimediaId: null } awaited && awaited.Sequence == sequence) awaited.Answer.TrySetResult(answer);
    }

    private async Task ResendAsync(IReadOnlyList<ushort> parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<byte[]> upload = _upload;
        foreach (ushort part in parts)
        {
            if (part >= 1 && part <= upload.Count) await line.SendAsync(upload[part - 1], cancellationToken);
        }
    }

    private async Task SendAnswerAsync(Jt808Body answer, CancellationToken cancellationToken)
    {
        byte[] body = answer.Encode(options.Edition);
        ushort sequence = nextSequence(Math.Max(1, (body.Length + Jt808Header.MaxBodyBytes - 1) / Jt808Header.MaxBodyBytes));
        foreach (byte[] frame in Subpackets.Split(Header(answer.MessageId, sequence), body)) await line.SendAsync(frame, cancellationToken);
    }

    private Jt808Header Header(ushort messageId, ushort sequence) =>
        new() { MessageId = messageId, Edition = options.Edition, Phone = options.Phone, Sequence = sequence };
}
