using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmartCity.Alarms.Notification;

/// <summary>Mails whoever is on duty.</summary>
internal sealed class MailSender(MailOptions options, TimeProvider clock) : ISender
{
    private const int PatienceMilliseconds = 15_000;

    public string Target => Delivery.Mail;

    public string Destination => $"{options.Host}:{options.Port}";

    public async Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = PatienceMilliseconds };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(PatienceMilliseconds);
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, Protection(options.Security), patience.Token);
            if (options.User is { } user)
                await client.AuthenticateAsync(user, (await File.ReadAllTextAsync(options.PasswordFile!, patience.Token)).Trim(), patience.Token);
            await client.SendAsync(Letter(delivery), patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return SendResult.Taken;
        }
        catch (SmtpCommandException refused)
        {
            // 5xx is the server's last word on this mail; 4xx asks to come again.
            return new($"SMTP {(int)refused.StatusCode}: {refused.Message}", Final: (int)refused.StatusCode >= 500 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted);
        }
        catch (Exception exception) when (exception is ProtocolException or SslHandshakeException or AuthenticationException or NotSupportedException or SocketException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            return new($"{exception.GetType().Name}: {exception.Message.Split('\n')[0].Trim()}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new($"no answer within {PatienceMilliseconds / 1000} s");
        }
    }

    private MimeMessage Letter(Delivery delivery)
    {
        var letter = new MimeMessage { Subject = delivery.Title, Date = clock.GetUtcNow(), MessageId = $"{delivery.Id}@{options.From.Split('@')[^1]}", Body = new TextPart("plain") { Text = delivery.Body } };
        letter.From.Add(MailboxAddress.Parse(options.From));
        letter.To.Add(MailboxAddress.Parse(delivery.Address!));
        return letter;
    }

    private static SecureSocketOptions Protection(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
