"""All operations of ECR Public behind one object, over boto3."""

# Written by tools/write_facades.py; change that, and run it.
from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from ecrpublic_models import operations
from ecrpublic_models._calls import call
from ecrpublic_models.client import prepare_client
from ecrpublic_models.paginators import (
    DescribeImagesPaginator,
    DescribeImageTagsPaginator,
    DescribeRegistriesPaginator,
    DescribeRepositoriesPaginator,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_ecr_public import ECRPublicClient
    from mypy_boto3_ecr_public.type_defs import (
        ImageIdentifierTypeDef,
        RepositoryCatalogDataInputTypeDef,
        TagTypeDef,
    )

    from ecrpublic_models.models import (
        BatchCheckLayerAvailabilityResponse,
        BatchDeleteImageResponse,
        CompleteLayerUploadResponse,
        CreateRepositoryResponse,
        DeleteRepositoryPolicyResponse,
        DeleteRepositoryResponse,
        DescribeImagesResponse,
        DescribeImageTagsResponse,
        DescribeRegistriesResponse,
        DescribeRepositoriesResponse,
        GetAuthorizationTokenResponse,
        GetRegistryCatalogDataResponse,
        GetRepositoryCatalogDataResponse,
        GetRepositoryPolicyResponse,
        ImageIdentifier,
        InitiateLayerUploadResponse,
        ListTagsForResourceResponse,
        PutImageResponse,
        PutRegistryCatalogDataResponse,
        PutRepositoryCatalogDataResponse,
        RepositoryCatalogDataInput,
        SetRepositoryPolicyResponse,
        Tag,
        TagResourceResponse,
        UntagResourceResponse,
        UploadLayerPartResponse,
    )
__all__ = ["ECRPublic"]


class ECRPublic:
    """Amazon ECR Public: boto3's methods, with checked arguments and models for answers.

    Args:
        client: Any boto3 client for `ecr-public`; by default `create_client()`.

    Raises:
        TypeError: The client is one for another service, or aiobotocore's.
    """

    def __init__(self, client: ECRPublicClient | None = None) -> None:
        self._client = prepare_client(client)

    @overload
    def get_paginator(
        self, operation_name: Literal["describe_images"]
    ) -> DescribeImagesPaginator: ...

    @overload
    def get_paginator(
        self, operation_name: Literal["describe_image_tags"]
    ) -> DescribeImageTagsPaginator: ...

    @overload
    def get_paginator(
        self, operation_name: Literal["describe_registries"]
    ) -> DescribeRegistriesPaginator: ...

    @overload
    def get_paginator(
        self, operation_name: Literal["describe_repositories"]
    ) -> DescribeRepositoriesPaginator: ...

    def get_paginator(self, operation_name: str) -> object:
        """Give the paginator of an operation that lists.

        Args:
            operation_name: The name of its method, such as `describe_images`.

        Raises:
            ValueError: There is no paginated operation of this name.
        """
        paginators = {
            "describe_images": DescribeImagesPaginator,
            "describe_image_tags": DescribeImageTagsPaginator,
            "describe_registries": DescribeRegistriesPaginator,
            "describe_repositories": DescribeRepositoriesPaginator,
        }
        if operation_name not in paginators:
            raise ValueError(
                f"operation_name: {operation_name!r} is not a paginated operation; these are: "
                f"{', '.join(paginators)}"
            )
        return paginators[operation_name](self._client)

    def batch_check_layer_availability(
        self, *, repositoryName: str, layerDigests: Sequence[str], registryId: str | None = None
    ) -> BatchCheckLayerAvailabilityResponse:
        """Tell which layers are in a repository.

        Operation: `BatchCheckLayerAvailability`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            layerDigests: The digests of the layers to look up, 1 to 100.
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RegistryNotFoundException: There is no such registry.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.BATCH_CHECK_LAYER_AVAILABILITY,
            {
                "repositoryName": repositoryName,
                "layerDigests": layerDigests,
                "registryId": registryId,
            },
        )

    def batch_delete_image(
        self,
        *,
        repositoryName: str,
        imageIds: Sequence[ImageIdentifier | ImageIdentifierTypeDef],
        registryId: str | None = None,
    ) -> BatchDeleteImageResponse:
        """Delete images of a repository, or remove tags from them.

        Operation: `BatchDeleteImage`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            imageIds: The images to delete, 1 to 100. A tag alone removes the tag, and the image
                only if it has no other; a digest removes the image with all its tags.
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.BATCH_DELETE_IMAGE,
            {"repositoryName": repositoryName, "imageIds": imageIds, "registryId": registryId},
        )

    def complete_layer_upload(
        self,
        *,
        repositoryName: str,
        uploadId: str,
        layerDigests: Sequence[str],
        registryId: str | None = None,
    ) -> CompleteLayerUploadResponse:
        """Put the uploaded parts of a layer together, and check its digest.

        Operation: `CompleteLayerUpload`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            uploadId: The upload's id, from InitiateLayerUpload.
            layerDigests: The `sha256:` digest of the layer, 1 to 100 of them.
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            EmptyUploadException: A layer upload was completed that has no parts.
            InvalidLayerException: The digest that was given is not the uploaded layer's.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            LayerAlreadyExistsException: The layer is in the repository already.
            LayerPartTooSmallException: A part that is not the last one is smaller than 5 MiB.
            RegistryNotFoundException: There is no such registry.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            UploadNotFoundException: There is no such layer upload, or it belongs to another
                repository.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.COMPLETE_LAYER_UPLOAD,
            {
                "repositoryName": repositoryName,
                "uploadId": uploadId,
                "layerDigests": layerDigests,
                "registryId": registryId,
            },
        )

    def create_repository(
        self,
        *,
        repositoryName: str,
        catalogData: RepositoryCatalogDataInput | RepositoryCatalogDataInputTypeDef | None = None,
        tags: Sequence[Tag | TagTypeDef] | None = None,
    ) -> CreateRepositoryResponse:
        """Create a repository in the registry.

        Operation: `CreateRepository`.

        Args:
            repositoryName: The new repository: 2 to 205 characters, namespaces separated by `/`.
            catalogData: What the gallery shows of the repository.
            tags: The repository's resource tags, at most 200.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            InvalidTagParameterException: A resource tag is not valid, or a key occurs twice.
            LimitExceededException: A quota of the service's is used up.
            RepositoryAlreadyExistsException: The registry has a repository of this name already.
            ServerException: The service failed; the same request may succeed later.
            TooManyTagsException: The resource would have more tags than it may.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.CREATE_REPOSITORY,
            {"repositoryName": repositoryName, "catalogData": catalogData, "tags": tags},
        )

    def delete_repository(
        self, *, repositoryName: str, registryId: str | None = None, force: bool | None = None
    ) -> DeleteRepositoryResponse:
        """Delete a repository.

        Operation: `DeleteRepository`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            force: Whether to delete it with its images; by default it has to be empty.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotEmptyException: The repository has images, and was not to be deleted with
                them.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DELETE_REPOSITORY,
            {"repositoryName": repositoryName, "registryId": registryId, "force": force},
        )

    def delete_repository_policy(
        self, *, repositoryName: str, registryId: str | None = None
    ) -> DeleteRepositoryPolicyResponse:
        """Delete the policy of a repository.

        Operation: `DeleteRepositoryPolicy`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            RepositoryPolicyNotFoundException: The repository has no policy.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DELETE_REPOSITORY_POLICY,
            {"repositoryName": repositoryName, "registryId": registryId},
        )

    def describe_images(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        imageIds: Sequence[ImageIdentifier | ImageIdentifierTypeDef] | None = None,
        nextToken: str | None = None,
        maxResults: int | None = None,
    ) -> DescribeImagesResponse:
        """Describe the images of a repository.

        Operation: `DescribeImages`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            imageIds: The images to describe, 1 to 100; by default all. Not together with a page
                size or with a service token.
            nextToken: The `nextToken` of the response before, to get the page after it.
            maxResults: The most images on the page: 1 to 1000. The service's default is 100.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            ImageNotFoundException: The repository has no such image.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DESCRIBE_IMAGES,
            {
                "repositoryName": repositoryName,
                "registryId": registryId,
                "imageIds": imageIds,
                "nextToken": nextToken,
                "maxResults": maxResults,
            },
        )

    def describe_image_tags(
        self,
        *,
        repositoryName: str,
        registryId: str | None = None,
        nextToken: str | None = None,
        maxResults: int | None = None,
    ) -> DescribeImageTagsResponse:
        """Describe the image tags of a repository.

        Operation: `DescribeImageTags`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            nextToken: The `nextToken` of the response before, to get the page after it.
            maxResults: The most image tags on the page: 1 to 1000. The service's default is 100.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DESCRIBE_IMAGE_TAGS,
            {
                "repositoryName": repositoryName,
                "registryId": registryId,
                "nextToken": nextToken,
                "maxResults": maxResults,
            },
        )

    def describe_registries(
        self, *, nextToken: str | None = None, maxResults: int | None = None
    ) -> DescribeRegistriesResponse:
        """Describe the public registries of the account.

        Operation: `DescribeRegistries`.

        Args:
            nextToken: The `nextToken` of the response before, to get the page after it.
            maxResults: The most registries on the page: 1 to 1000. The service's default is 100.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DESCRIBE_REGISTRIES,
            {"nextToken": nextToken, "maxResults": maxResults},
        )

    def describe_repositories(
        self,
        *,
        registryId: str | None = None,
        repositoryNames: Sequence[str] | None = None,
        nextToken: str | None = None,
        maxResults: int | None = None,
    ) -> DescribeRepositoriesResponse:
        """Describe the repositories of a registry.

        Operation: `DescribeRepositories`.

        Args:
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            repositoryNames: The repositories to describe, 1 to 100; by default all. Not together
                with a page size or with a service token.
            nextToken: The `nextToken` of the response before, to get the page after it.
            maxResults: The most repositories on the page: 1 to 1000. The service's default is 100.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.DESCRIBE_REPOSITORIES,
            {
                "registryId": registryId,
                "repositoryNames": repositoryNames,
                "nextToken": nextToken,
                "maxResults": maxResults,
            },
        )

    def get_authorization_token(self) -> GetAuthorizationTokenResponse:
        """Get a token to log in to the registry with, good for 12 hours.

        Operation: `GetAuthorizationToken`.

        Raises:
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(self._client, operations.GET_AUTHORIZATION_TOKEN, {})

    def get_registry_catalog_data(self) -> GetRegistryCatalogDataResponse:
        """Get what the gallery shows of the registry.

        Operation: `GetRegistryCatalogData`.

        Raises:
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(self._client, operations.GET_REGISTRY_CATALOG_DATA, {})

    def get_repository_catalog_data(
        self, *, repositoryName: str, registryId: str | None = None
    ) -> GetRepositoryCatalogDataResponse:
        """Get what the gallery shows of a repository.

        Operation: `GetRepositoryCatalogData`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryCatalogDataNotFoundException: The repository has no catalogue data.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.GET_REPOSITORY_CATALOG_DATA,
            {"repositoryName": repositoryName, "registryId": registryId},
        )

    def get_repository_policy(
        self, *, repositoryName: str, registryId: str | None = None
    ) -> GetRepositoryPolicyResponse:
        """Get the policy of a repository.

        Operation: `GetRepositoryPolicy`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            RepositoryPolicyNotFoundException: The repository has no policy.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.GET_REPOSITORY_POLICY,
            {"repositoryName": repositoryName, "registryId": registryId},
        )

    def initiate_layer_upload(
        self, *, repositoryName: str, registryId: str | None = None
    ) -> InitiateLayerUploadResponse:
        """Begin to upload a layer in parts.

        Operation: `InitiateLayerUpload`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RegistryNotFoundException: There is no such registry.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.INITIATE_LAYER_UPLOAD,
            {"repositoryName": repositoryName, "registryId": registryId},
        )

    def list_tags_for_resource(self, *, resourceArn: str) -> ListTagsForResourceResponse:
        """List the resource tags of a repository.

        Operation: `ListTagsForResource`.

        Args:
            resourceArn: The Amazon Resource Name of the repository: 1 to 2,048 characters.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(self._client, operations.LIST_TAGS_FOR_RESOURCE, {"resourceArn": resourceArn})

    def put_image(
        self,
        *,
        repositoryName: str,
        imageManifest: str,
        registryId: str | None = None,
        imageManifestMediaType: str | None = None,
        imageTag: str | None = None,
        imageDigest: str | None = None,
    ) -> PutImageResponse:
        """Push the manifest of an image whose layers are uploaded, and tag the image.

        Operation: `PutImage`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            imageManifest: The manifest in JSON, every layer of it uploaded: 1 to 4,194,304
                characters.
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.
            imageManifestMediaType: The manifest's media type; needed where the manifest has no
                `mediaType` of its own.
            imageTag: The tag that the image is to carry: 1 to 300 characters.
            imageDigest: The `sha256:` digest that the manifest must have, for the service to check.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            ImageAlreadyExistsException: The image is in the repository already, with the same tag
                if one was given.
            ImageDigestDoesNotMatchException: The digest that was given is not the manifest's.
            ImageTagAlreadyExistsException: The tag is taken, in a repository whose tags can't be
                moved.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            LayersNotFoundException: The manifest names layers that are not in the repository.
            LimitExceededException: A quota of the service's is used up.
            ReferencedImagesNotFoundException: The manifest list names images that are not in the
                repository.
            RegistryNotFoundException: There is no such registry.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.PUT_IMAGE,
            {
                "repositoryName": repositoryName,
                "imageManifest": imageManifest,
                "registryId": registryId,
                "imageManifestMediaType": imageManifestMediaType,
                "imageTag": imageTag,
                "imageDigest": imageDigest,
            },
        )

    def put_registry_catalog_data(
        self, *, displayName: str | None = None
    ) -> PutRegistryCatalogDataResponse:
        """Set what the gallery shows of the registry.

        Operation: `PutRegistryCatalogData`.

        Args:
            displayName: The author's name: at most 100 characters. It is shown only for verified
                accounts.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client, operations.PUT_REGISTRY_CATALOG_DATA, {"displayName": displayName}
        )

    def put_repository_catalog_data(
        self,
        *,
        repositoryName: str,
        catalogData: RepositoryCatalogDataInput | RepositoryCatalogDataInputTypeDef,
        registryId: str | None = None,
    ) -> PutRepositoryCatalogDataResponse:
        """Set what the gallery shows of a repository.

        Operation: `PutRepositoryCatalogData`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            catalogData: What the gallery is to show of the repository.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.PUT_REPOSITORY_CATALOG_DATA,
            {
                "repositoryName": repositoryName,
                "catalogData": catalogData,
                "registryId": registryId,
            },
        )

    def set_repository_policy(
        self,
        *,
        repositoryName: str,
        policyText: str,
        registryId: str | None = None,
        force: bool | None = None,
    ) -> SetRepositoryPolicyResponse:
        """Set the policy of a repository.

        Operation: `SetRepositoryPolicy`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            policyText: The policy in JSON: at most 10,240 characters.
            registryId: The AWS account id (12 digits) of the registry; by default that of the
                credentials.
            force: Whether to set it even if it keeps its setter from setting another policy later.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.SET_REPOSITORY_POLICY,
            {
                "repositoryName": repositoryName,
                "policyText": policyText,
                "registryId": registryId,
                "force": force,
            },
        )

    def tag_resource(
        self, *, resourceArn: str, tags: Sequence[Tag | TagTypeDef]
    ) -> TagResourceResponse:
        """Set resource tags of a repository.

        Operation: `TagResource`.

        Args:
            resourceArn: The Amazon Resource Name of the repository: 1 to 2,048 characters.
            tags: The tags to set, at most 200; others that the repository has are left as they are.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            InvalidTagParameterException: A resource tag is not valid, or a key occurs twice.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            TooManyTagsException: The resource would have more tags than it may.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client, operations.TAG_RESOURCE, {"resourceArn": resourceArn, "tags": tags}
        )

    def untag_resource(self, *, resourceArn: str, tagKeys: Sequence[str]) -> UntagResourceResponse:
        """Remove resource tags from a repository.

        Operation: `UntagResource`.

        Args:
            resourceArn: The Amazon Resource Name of the repository: 1 to 2,048 characters.
            tagKeys: The keys of the tags to remove, at most 200.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            InvalidTagParameterException: A resource tag is not valid, or a key occurs twice.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            TooManyTagsException: The resource would have more tags than it may.
            UnsupportedCommandException: The operation is not supported in this region.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.UNTAG_RESOURCE,
            {"resourceArn": resourceArn, "tagKeys": tagKeys},
        )

    def upload_layer_part(
        self,
        *,
        repositoryName: str,
        uploadId: str,
        partFirstByte: int,
        partLastByte: int,
        layerPartBlob: bytes,
        registryId: str | None = None,
    ) -> UploadLayerPartResponse:
        """Upload one part of a layer.

        Operation: `UploadLayerPart`.

        Args:
            repositoryName: The repository: 2 to 205 characters, namespaces separated by `/`.
            uploadId: The upload's id, from InitiateLayerUpload.
            partFirstByte: The position in the layer of the part's first byte, counted from 0.
            partLastByte: The position in the layer of the part's last byte.
            layerPartBlob: The part's bytes: at most 20,971,520 (20 MiB). Of all parts but the last
                one the service wants at least 5,242,880 (5 MiB).
            registryId: The AWS account id of the registry, or one of its aliases: 2 to 50
                characters; by default that of the credentials.

        Raises:
            pydantic.ValidationError: An argument is out of bounds, or excluded by another.
            InvalidLayerPartException: A part does not begin where the part before it has ended.
            InvalidParameterException: The service rejected a parameter; the message says which, and
                why.
            LimitExceededException: A quota of the service's is used up.
            RegistryNotFoundException: There is no such registry.
            RepositoryNotFoundException: The registry has no such repository.
            ServerException: The service failed; the same request may succeed later.
            UnsupportedCommandException: The operation is not supported in this region.
            UploadNotFoundException: There is no such layer upload, or it belongs to another
                repository.
            ResponseValidationError: The answer does not fit its model.
            botocore.exceptions.ClientError: The service refused for another reason.
            botocore.exceptions.BotoCoreError: The request could not be sent, or got no answer.
        """
        return call(
            self._client,
            operations.UPLOAD_LAYER_PART,
            {
                "repositoryName": repositoryName,
                "uploadId": uploadId,
                "partFirstByte": partFirstByte,
                "partLastByte": partLastByte,
                "layerPartBlob": layerPartBlob,
                "registryId": registryId,
            },
        )
