using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>One side as it writes itself into requests: identifier, domain, and where it is reached.</summary>
/// <param name="Id">Its 20 digits.</param>
/// <param name="Domain">Its SIP domain: the first ten digits, or an address.</param>
/// <param name="Host">The address it sends from and is reached at.</param>
/// <param name="Port">The port it is reached at.</param>
/// <param name="Transport">UDP or TCP.</param>
public sealed record SipParty(string Id, string Domain, string Host, int Port, string Transport)
{
    /// <summary>User-Agent of requests; null writes none.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Its address in From and To.</summary>
    public SipUri Address => new(Id, Domain);

    /// <summary>Where it is reached, for Contact.</summary>
    public SipUri Contact => new(Id, Host, Port, Transport == "TCP" ? SipParameters.Read("transport=tcp") : SipParameters.None);

    /// <summary>A Via with the given branch, asking for rport.</summary>
    public Via Via(string branch) => new(Transport, Host, Port, SipParameters.None.With("rport", null).With("branch", branch));

    /// <summary>
    /// A request outside a dialogue. A REGISTER is from and to the device itself; others are to <paramref name="to"/>.
    /// </summary>
    /// <param name="method">See <see cref="SipMethods"/>.</param>
    /// <param name="to">Whom it is for; also the start line's address.</param>
    /// <param name="callId">Kept for all REGISTERs of one start; new for others.</param>
    /// <param name="number">Goes up by one with every request of one Call-ID.</param>
    /// <param name="fromTag">A random text.</param>
    /// <param name="branch">A random text beginning with <see cref="Sip.Via.MagicCookie"/>, new for every request.</param>
    public SipRequest Request(string method, SipUri to, string callId, uint number, string fromTag, string branch)
    {
        var request = new SipRequest(method, to.ToString());
        request.Headers.Add(SipHeaderNames.Via, Via(branch).ToString());
        request.Headers.Add(SipHeaderNames.From, new NameAddress(Address).WithTag(fromTag).ToString());
        request.Headers.Add(SipHeaderNames.To, new NameAddress(method == SipMethods.Register ? Address : to).ToString());
        request.Headers.Add(SipHeaderNames.CallId, callId);
        request.Headers.Add(SipHeaderNames.CSeq, string.Create(CultureInfo.InvariantCulture, $"{number} {method}"));
        if (method is SipMethods.Register or SipMethods.Invite or SipMethods.Subscribe)
            request.Headers.Add(SipHeaderNames.Contact, new NameAddress(Contact).ToString());
        request.Headers.Add(SipHeaderNames.MaxForwards, "70");
        if (UserAgent is not null)
            request.Headers.Add(SipHeaderNames.UserAgent, UserAgent);
        return request;
    }
}
