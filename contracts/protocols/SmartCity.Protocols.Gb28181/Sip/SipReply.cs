using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>Makes the answer to a request (RFC 3261 8.2.6).</summary>
public static class SipReply
{
    /// <summary>
    /// A response with the request's Via lines, From, To, Call-ID and CSeq. <paramref name="toTag"/> is put on To when the
    /// request has none there and the status is not 100.
    /// </summary>
    public static SipResponse To(SipRequest request, int status, string reason, string? toTag = null)
    {
        var response = new SipResponse(status, reason);
        response.Headers.CopyFrom(request.Headers, SipHeaderNames.Via);
        response.Headers.CopyFrom(request.Headers, SipHeaderNames.From);
        response.Headers.Add(SipHeaderNames.To, TaggedTo(request, status, toTag));
        response.Headers.CopyFrom(request.Headers, SipHeaderNames.CallId);
        response.Headers.CopyFrom(request.Headers, SipHeaderNames.CSeq);
        // A dialogue's route is what its INVITE or SUBSCRIBE came through (12.1.1).
        response.Headers.CopyFrom(request.Headers, SipHeaderNames.RecordRoute);
        return response;
    }

    /// <summary>
    /// The 200 of a REGISTER: Date from which the device sets its clock, and the seconds granted (0 after an unregister).
    /// </summary>
    public static SipResponse Registered(SipRequest register, int expiresSeconds, DateTimeOffset now, string toTag)
    {
        var response = To(register, 200, "OK", toTag);
        response.Headers.CopyFrom(register.Headers, SipHeaderNames.Contact);
        response.Headers.Add(SipHeaderNames.Date, SipDate.Write(now));
        response.Headers.Add(SipHeaderNames.Expires, expiresSeconds.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    private static string TaggedTo(SipRequest request, int status, string? toTag)
    {
        var written = request.Headers[SipHeaderNames.To] ?? "";
        var needsTag = toTag is not null && status > 100 && request.To is { Tag: null };
        return needsTag ? request.To!.WithTag(toTag!).ToString() : written;
    }
}
