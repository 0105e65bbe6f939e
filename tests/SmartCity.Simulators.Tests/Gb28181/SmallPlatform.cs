using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using SmartCity.Protocols;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;
using SmartCity.Simulators.Gb28181;

namespace SmartCity.Simulators.Tests.Gb28181;

/// <summary>As much of a platform as the tests need, made of our SIP side: a registrar, and questions to whoever registered.</summary>
internal sealed class SmallPlatform : IAsyncDisposable
{
    public static readonly DeviceId Id = DeviceId.Parse("43040000002000000001");

    public const string Password = "12345678";

    private readonly SipEndpoint endpoint;
    private readonly DigestServer digest = new(Id.Domain, new DigestNonces(TimeProvider.System));
    private long sn;

    public SmallPlatform(TransactionTimers? timers = null)
    {
        endpoint = new SipEndpoint(new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System, OnRequestAsync, timers);
        endpoint.Start();
    }

    public IPEndPoint Address => endpoint.Address;

    public ConcurrentDictionary<string, SipPeer> Registered { get; } = new();

    /// <summary>Every REGISTER and what it was answered.</summary>
    public ConcurrentQueue<(SipRequest Request, int Status)> Registrations { get; } = new();

    /// <summary>Every request that came, once.</summary>
    public Happenings<SipRequest> Requests { get; } = new();

    /// <summary>Every document that came, once.</summary>
    public Happenings<ManscdpMessage> Documents { get; } = new();

    public IReadOnlyDictionary<FrameError, int> Errors => endpoint.Errors;

    public ConcurrentQueue<Exception> Faults => endpoint.Faults;

    /// <summary>Seconds granted to those that ask for more.</summary>
    public int MostSeconds { get; init; } = 3600;

    public async Task<SipResponse?> AskAsync(string device, ManscdpMessage question)
    {
        var request = Request(SipMethods.Message, device);
        request.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        request.Body = question.Write(ManscdpEncoding.Gb2312);
        return await endpoint.AskAsync(request, Registered[device], TestContext.Current.CancellationToken);
    }

    public long NextSn() => Interlocked.Increment(ref sn);

    /// <summary>Asks for the whole catalogue and waits for its pages.</summary>
    public async Task<PagedAnswer<CatalogItem>> CatalogAsync(string device)
    {
        var query = new CatalogQuery(NextSn(), device);
        Assert.Equal(200, (await AskAsync(device, query))!.Status);
        var answer = PagedAnswers.Catalog();
        while (answer.State == PagedState.Waiting)
        {
            var page = (CatalogPage)await Documents.NextAsync(document => document is CatalogPage page && page.Sn == query.Sn);
            answer.Add(page.SumNum, page.Items);
        }
        return answer;
    }

    public async Task<(SipRequest Request, SipResponse? Response)> SubscribeAsync(string device, string name, ManscdpMessage wish, int seconds, SipDialogue? dialogue = null)
    {
        var request = dialogue?.Request(SipMethods.Subscribe, Self(device).Via(SipEndpoint.NewBranch())) ?? Request(SipMethods.Subscribe, device);
        request.Headers.Add(SipHeaderNames.Event, name);
        request.Headers.Add(SipHeaderNames.Expires, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        request.Body = wish.Write(ManscdpEncoding.Gb2312);
        return (request, await endpoint.AskAsync(request, Registered[device], TestContext.Current.CancellationToken));
    }

    public SipRequest Invitation(string device, string channel)
    {
        var ssrc = Ssrc.For(Id, isRecorded: false, 1).ToString();
        var invite = Self(device).Request(SipMethods.Invite, new SipUri(channel, Id.Domain), SipEndpoint.NewToken(), 1, SipEndpoint.NewToken(), SipEndpoint.NewBranch());
        invite.Headers.Add(SipHeaderNames.Subject, new MediaSubject(channel, ssrc, Id.ToString(), "0").ToString());
        invite.Headers.Add(SipHeaderNames.ContentType, SdpSession.ContentType);
        invite.Body = new SdpSession
        {
            Username = Id.ToString(),
            Address = "127.0.0.1",
            Name = "Play",
            Media = [new SdpMedia("video", 30_000, "TCP/RTP/AVP", ["96", "98"]) { Attributes = ["recvonly", "rtpmap:96 PS/90000", "rtpmap:98 H264/90000", "setup:passive", "connection:new"] }],
            Ssrc = ssrc,
        }.Write();
        return invite;
    }

    public Task<SipResponse?> AskAsync(SipRequest request, string device) => endpoint.AskAsync(request, Registered[device], TestContext.Current.CancellationToken);

    public void Acknowledge(SipDialogue dialogue, string device) =>
        endpoint.SendAlone(dialogue.Request(SipMethods.Ack, Self(device).Via(SipEndpoint.NewBranch())), Registered[device]);

    public SipRequest Bye(SipDialogue dialogue, string device) => dialogue.Request(SipMethods.Bye, Self(device).Via(SipEndpoint.NewBranch()));

    public SipRequest Options(string device) => Request(SipMethods.Options, device);

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private SipParty Self(string device) => new(Id.ToString(), Id.Domain, "127.0.0.1", Address.Port, Registered[device].IsTcp ? "TCP" : "UDP");

    private SipRequest Request(string method, string device) =>
        Self(device).Request(method, new SipUri(device, Id.Domain), SipEndpoint.NewToken(), 1, SipEndpoint.NewToken(), SipEndpoint.NewBranch());

    private async Task OnRequestAsync(SipRequest request, SipPeer peer)
    {
        if (request.Method == SipMethods.Register)
            OnRegister(request, peer);
        else
            endpoint.Respond(request, SipReply.To(request, 200, "OK", SipEndpoint.NewToken()));
        Requests.Add(request);
        if (!request.HasContent(ManscdpCommands.ContentType))
            return;
        Assert.Equal(FrameError.None, ManscdpMessage.TryRead(request.Body.Span, ManscdpLimits.Default, out var document));
        Documents.Add(document!);
        if (document is AlarmNotify alarm && request.From!.Uri.User is var device)
            await AskAsync(device, new Result(alarm.Sn, alarm.DeviceId, ManscdpCommands.Alarm, "OK"));
    }

    private void OnRegister(SipRequest request, SipPeer peer)
    {
        var accepted = DigestCredentials.TryParse(request.Headers[SipHeaderNames.Authorization], out var credentials) == DigestError.None;
        var verdict = accepted
            ? digest.Verify(credentials!, SipMethods.Register, null, DigestSecret.FromPassword(DigestAlgorithm.Md5, credentials!.Username, Id.Domain, Password))
            : DigestVerdict.WrongResponse;
        var response = verdict == DigestVerdict.Accepted ? Grant(request, peer) : Challenge(request, DigestServer.IsStale(verdict));
        Registrations.Enqueue((request, response.Status));
        endpoint.Respond(request, response);
    }

    private SipResponse Grant(SipRequest request, SipPeer peer)
    {
        var seconds = Math.Min(int.Parse(request.Headers[SipHeaderNames.Expires]!, CultureInfo.InvariantCulture), MostSeconds);
        var device = request.From!.Uri.User;
        if (seconds == 0)
            Registered.TryRemove(device, out _);
        else
            Registered[device] = peer;
        return SipReply.Registered(request, seconds, TimeProvider.System.GetUtcNow(), SipEndpoint.NewToken());
    }

    private SipResponse Challenge(SipRequest request, bool stale)
    {
        var response = SipReply.To(request, 401, "Unauthorized", SipEndpoint.NewToken());
        foreach (var challenge in digest.Challenge(stale))
            response.Headers.Add(SipHeaderNames.WwwAuthenticate, challenge.ToString());
        return response;
    }
}
