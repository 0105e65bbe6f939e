using System.Net;
using Microsoft.Extensions.Options;

namespace SmartCity.Alarms.Notification;

/// <summary>The targets of this node.</summary>
internal sealed class Senders : IDisposable
{
    public Senders(IOptions<AlarmsOptions> options, TimeProvider clock)
    {
        var network = new SafeNetwork(options.Value.AllowedNetworks.Select(IPNetwork.Parse));
        var all = options.Value.Webhooks
            .Select(hook => (ISender)new WebhookSender(hook, WebhookSignature.TryParse(File.ReadAllText(hook.SecretFile))!, network, clock));
        All = [.. options.Value.Mail.Host is null ? all : all.Append(new MailSender(options.Value.Mail, clock))];
    }

    public IReadOnlyList<ISender> All { get; }

    public ISender? Find(string target) => All.FirstOrDefault(sender => sender.Target == target);

    public void Dispose()
    {
        foreach (var sender in All.OfType<IDisposable>())
            sender.Dispose();
    }
}
