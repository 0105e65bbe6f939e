namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The methods this standard uses (GB/T 28181-2022 chapter 4 and annex L). Others are read and answered 405 by a server.</summary>
public static class SipMethods
{
#pragma warning disable CS1591 // Each constant is the method of that name.
    public const string Register = "REGISTER";
    public const string Message = "MESSAGE";
    public const string Subscribe = "SUBSCRIBE";
    public const string Notify = "NOTIFY";
    public const string Options = "OPTIONS";
    public const string Info = "INFO";
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
#pragma warning restore CS1591
}
