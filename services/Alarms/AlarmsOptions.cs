using System.ComponentModel.DataAnnotations;
using SmartCity.Alarms.Records;

namespace SmartCity.Alarms;

/// <summary>Settings of the module, section <c>Alarms</c>.</summary>
public sealed class AlarmsOptions
{
    /// <summary>CSV file of the duty list 值班表, loaded at the start when it has changed since it was loaded last.</summary>
    public string? DutyList { get; set; }

    /// <summary>How long whoever was told has to acknowledge an Emergency; then the next on the duty list is told.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan EmergencyWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long whoever was told has to acknowledge an Alarm.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan AlarmWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>An event that was recorded longer ago, by its home's clock, is listed and does not ring: what a county tells after days in the dark, or what stood in the log before this module ran.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RingsWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>After this an alarm that nothing will end is closed once it was acknowledged, and a quiet one in any case.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ClosesAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long closed alarms are kept, days.</summary>
    [Range(1, 3660)]
    public int KeepDays { get; set; } = 400;

    /// <summary>How often deadlines and deliveries are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Where alarms are posted to, beside the pages.</summary>
    public IList<WebhookTarget> Webhooks { get; init; } = [];

    /// <summary>The hosts that webhooks may name; none by default.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Networks beside the public internet that those hosts may lie in, for example <c>10.20.0.0/16</c>; none by default. Link-local, multicast and unspecified addresses never.</summary>
    public IList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Mail to whoever is on duty; off while no host is named.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>How often a notification is tried before it is given up.</summary>
    [Range(1, 30)]
    public int Attempts { get; set; } = 8;

    internal TimeSpan Within(Severity severity) => severity == Severity.Emergency ? EmergencyWithin : AlarmWithin;
}

/// <summary>One address that alarms are posted to.</summary>
public sealed class WebhookTarget
{
    /// <summary>Its name in lists and health.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,40}")]
    public string Name { get; set; } = "";

    /// <summary>An https address whose host is one of the allowed hosts.</summary>
    [Required]
    public string Url { get; set; } = "";

    /// <summary>File that holds the shared secret, <c>whsec_</c> and base64 of 24 to 64 bytes; readable by the node alone.</summary>
    [Required]
    public string SecretFile { get; set; } = "";

    /// <summary>SHA-256 of the receiver's certificate, hexadecimal, where no public authority issued it; the certificate is then checked against this alone.</summary>
    [RegularExpression("[0-9A-Fa-f]{64}", ErrorMessage = "CertificateSha256 must be 64 hexadecimal digits.")]
    public string? CertificateSha256 { get; set; }

    /// <summary>From which step of the duty list on; 1 for every alarm that rings, 2 for those that were not answered at once.</summary>
    [Range(1, 100)]
    public int FromStep { get; set; } = 1;

    /// <summary>Emergencies alone.</summary>
    public bool EmergencyOnly { get; set; }

    /// <summary>Divisions whose alarms are posted; empty for all.</summary>
    public IList<string> Divisions { get; init; } = [];
}

/// <summary>How mail leaves the node.</summary>
public sealed class MailOptions
{
    /// <summary>The mail server; none switches mail off.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 465;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    /// <summary>Address the mail comes from.</summary>
    public string From { get; set; } = "";

    /// <summary>Account at the mail server; none to send without.</summary>
    public string? User { get; set; }

    /// <summary>File that holds its password; readable by the node alone.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>From which step of the duty list on.</summary>
    [Range(1, 100)]
    public int FromStep { get; set; } = 1;
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>STARTTLS, and nothing without it.</summary>
    StartTls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}
