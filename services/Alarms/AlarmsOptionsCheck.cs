using System.ComponentModel.DataAnnotations;
using System.Net;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Notification;
using SmartCity.Contracts.Codes;

namespace SmartCity.Alarms;

/// <summary>Every mistake in the settings that needs a look at files, or at more than one of them.</summary>
internal static class AlarmsOptionsCheck
{
    public static IEnumerable<string> Mistakes(AlarmsOptions options) =>
    [
        .. DutyList(options.DutyList),
        .. options.AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)).Select(network => $"Alarms:AllowedNetworks holds {network}; expected a network such as 10.20.0.0/16."),
        .. options.Webhooks.SelectMany((hook, index) => Webhook(hook, $"Alarms:Webhooks:{index}", options)),
        .. options.Webhooks.GroupBy(hook => hook.Name).Where(group => group.Count() > 1 || group.Key == Delivery.Mail).Select(group => $"Alarms:Webhooks names {group.Key} twice, or calls it {Delivery.Mail}: each target has a name of its own."),
        .. Mail(options.Mail),
    ];

    private static IEnumerable<string> DutyList(string? path)
    {
        if (path is null)
            return [];
        if (!File.Exists(path))
            return [$"Alarms:DutyList names {path}, and there is no such file."];
        return DutyFile.Read(File.ReadAllText(path)).Mistakes.Select(mistake => $"Alarms:DutyList ({path}): {mistake}");
    }

    private static IEnumerable<string> Webhook(WebhookTarget hook, string at, AlarmsOptions options)
    {
        foreach (var mistake in Annotations(hook))
            yield return $"{at}: {mistake}";
        if (!Uri.TryCreate(hook.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0)
            yield return $"{at}:Url is {hook.Url}; expected an https address without a name or password in it.";
        else if (!options.AllowedHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
            yield return $"{at}:Url names the host {url.Host}, which Alarms:AllowedHosts does not hold ({(options.AllowedHosts.Count == 0 ? "it is empty" : string.Join(", ", options.AllowedHosts))}).";
        if (!File.Exists(hook.SecretFile))
            yield return $"{at}:SecretFile names {hook.SecretFile}, and there is no such file. Make one: echo \"whsec_$(openssl rand -base64 32)\" > FILE; chmod 600 FILE.";
        else if (WebhookSignature.TryParse(File.ReadAllText(hook.SecretFile)) is null)
            yield return $"{at}:SecretFile ({hook.SecretFile}) must hold whsec_ and the base64 of 24 to 64 bytes.";
        foreach (var unknown in hook.Divisions.Where(division => Divisions.Find(division) is null))
            yield return $"{at}:Divisions holds {unknown}; expected codes of divisions.";
    }

    private static IEnumerable<string> Mail(MailOptions mail)
    {
        if (mail.Host is null)
            yield break;
        foreach (var mistake in Annotations(mail))
            yield return $"Alarms:Mail: {mistake}";
        if (!DutyCells.IsMail(mail.From))
            yield return $"Alarms:Mail:From is {(mail.From.Length == 0 ? "missing" : mail.From)}; expected an address such as duty@example.org.";
        if (mail.User is not null && (mail.PasswordFile is null || !File.Exists(mail.PasswordFile)))
            yield return $"Alarms:Mail:PasswordFile must name the file of {mail.User}'s password; {mail.PasswordFile ?? "none"} is named.";
        if (mail.User is not null && mail.Security == MailSecurity.None)
            yield return "Alarms:Mail:Security is None, and a password would go in clear: set Tls or StartTls, or leave out User.";
    }

    private static IEnumerable<string> Annotations(object options)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true);
        return found.Select(result => result.ErrorMessage ?? "not valid");
    }
}
