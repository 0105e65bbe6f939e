using System.Collections.Concurrent;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Sdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Simulators.Gb28181;

/// <summary>The calls a camera takes: INVITE, ACK, BYE and CANCEL, with an SDP that promises a stream nobody sends.</summary>
internal sealed class CameraCalls(CameraOptions options, SipEndpoint endpoint, SipParty self, TimeProvider clock, Action<CameraEvent> happened)
{
    private const int RtpPort = 20_000;

    private sealed record Call(SipDialogue Dialogue, string Channel)
    {
        public bool IsEstablished { get; set; }
    }

    private readonly ConcurrentDictionary<string, Call> calls = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> ringing = new();

    public IReadOnlyCollection<string> Streaming => [.. calls.Values.Where(call => call.IsEstablished).Select(call => call.Channel)];

    public Task OnRequestAsync(SipRequest request, CancellationToken cancellation) => request.Method switch
    {
        SipMethods.Invite => OnInviteAsync(request, cancellation),
        SipMethods.Ack => Done(() => OnAck(request)),
        SipMethods.Cancel => Done(() => OnCancel(request)),
        _ => Done(() => OnBye(request)),
    };

    /// <summary>Hangs up what is still running.</summary>
    public async Task EndAllAsync(SipPeer platform, CancellationToken cancellation)
    {
        foreach (var (callId, call) in calls)
        {
            if (calls.TryRemove(callId, out _))
                await endpoint.AskAsync(call.Dialogue.Request(SipMethods.Bye, self.Via(SipEndpoint.NewBranch())), platform, cancellation);
        }
    }

    private async Task OnInviteAsync(SipRequest invite, CancellationToken cancellation)
    {
        var channel = invite.To?.Uri.User ?? "";
        endpoint.Respond(invite, SipReply.To(invite, 100, "Trying"));
        if (SdpSession.TryRead(invite.Body.Span, out var offer) != FrameError.None || offer!.Media.Count == 0)
        {
            Refuse(invite, 488, "Not Acceptable Here");
            return;
        }
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ringing[invite.CallId] = cancelled;
        happened(new(CameraEventKind.CallRinging, channel));
        try
        {
            var time = options.Misbehaviour.HasFlag(CameraMisbehaviour.NeverAnswersInvites) ? Timeout.InfiniteTimeSpan : options.RingsFor;
            await Task.Delay(time, clock, cancelled.Token);
            Answer(invite, offer, channel);
        }
        catch (OperationCanceledException)
        {
            Refuse(invite, 487, "Request Terminated");
        }
        finally
        {
            ringing.TryRemove(invite.CallId, out _);
        }
    }

    private void Answer(SipRequest invite, SdpSession offer, string channel)
    {
        var answer = SipReply.To(invite, 200, "OK", SipEndpoint.NewToken());
        answer.Headers.Add(SipHeaderNames.Contact, new NameAddress(self.Contact).ToString());
        answer.Headers.Add(SipHeaderNames.ContentType, SdpSession.ContentType);
        answer.Body = Promise(offer).Write();
        // Before the 200 goes out: its ACK may be quicker than the next line.
        calls[invite.CallId] = new Call(SipDialogue.OfServer(invite, answer), channel);
        happened(new(CameraEventKind.CallAnswered, channel));
        endpoint.Respond(invite, answer);
    }

    /// <summary>Takes the first payload offered, over the same transport, in the other direction, with the offered SSRC.</summary>
    private SdpSession Promise(SdpSession offer)
    {
        var wanted = offer.Media[0];
        var format = wanted.Formats[0];
        var map = wanted.Attributes.FirstOrDefault(attribute => attribute.StartsWith($"rtpmap:{format} ", StringComparison.Ordinal)) ?? $"rtpmap:{format} PS/90000";
        List<string> attributes = ["sendonly", map];
        if (wanted.Protocol.StartsWith("TCP", StringComparison.Ordinal))
            attributes.AddRange([wanted.Attributes.Contains("setup:passive") ? "setup:active" : "setup:passive", "connection:new"]);
        return new SdpSession
        {
            Username = self.Id,
            Address = self.Host,
            Name = offer.Name,
            Start = offer.Start,
            Stop = offer.Stop,
            Media = [new SdpMedia(wanted.Kind, RtpPort, wanted.Protocol, [format]) { Attributes = attributes }],
            Ssrc = offer.Ssrc,
            Parameters = "v/2/6/25/2/4096a///",
        };
    }

    private void OnAck(SipRequest ack)
    {
        if (!calls.TryGetValue(ack.CallId, out var call) || !call.Dialogue.Holds(ack))
            return;
        call.IsEstablished = true;
        happened(new(CameraEventKind.CallEstablished, call.Channel));
    }

    private void OnBye(SipRequest bye)
    {
        if (calls.TryGetValue(bye.CallId, out var call) && call.Dialogue.Holds(bye) && calls.TryRemove(bye.CallId, out _))
        {
            endpoint.Respond(bye, SipReply.To(bye, 200, "OK"));
            happened(new(CameraEventKind.CallEnded, call.Channel));
        }
        else
            Refuse(bye, 481, "Call/Transaction Does Not Exist");
    }

    private void OnCancel(SipRequest cancel)
    {
        var invite = endpoint.FindCancelled(cancel);
        endpoint.Respond(cancel, SipReply.To(cancel, invite is null ? 481 : 200, invite is null ? "Call/Transaction Does Not Exist" : "OK", SipEndpoint.NewToken()));
        if (invite is not null && ringing.TryRemove(invite.CallId, out var waiting))
            waiting.Cancel();
    }

    private void Refuse(SipRequest request, int status, string reason) => endpoint.Respond(request, SipReply.To(request, status, reason, SipEndpoint.NewToken()));

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
